package dev.patchbay.device.tun;

import dev.patchbay.core.Accounts;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.text.Output;
import org.jspecify.annotations.Nullable;

/// What is shown of a device of this driver.
///
/// @param flags bits of [TunFlags]
/// @param files how many are attached
/// @param owner the user who may attach, or -1
/// @param group the group whose members may attach, or -1
public record TunSnapshot(int flags, int files, int owner, int group)
    implements DeviceKind.Snapshot {
  static TunSnapshot of(TunDevice device) {
    return new TunSnapshot(
        device.tunFlags(), device.attachedFiles(), device.owner(), device.ownerGroup());
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// `tun` or `tap`.
  public String type() {
    return has(TunFlags.TUN) ? "tun" : "tap";
  }

  void show(Output out, Accounts accounts) {
    out.string("type", "type ", type(), " ");
    out.onOff("pi", "pi ", !has(TunFlags.NO_PI), " ");
    out.onOff("vnet_hdr", "vnet_hdr ", has(TunFlags.VNET_HDR), " ");
    if (has(TunFlags.MULTI_QUEUE)) {
      out.flag("multi_queue", "multi_queue ", true);
      out.number("numqueues", "numqueues ", files, " ");
      out.number("numdisabled", "numdisabled ", 0, " ");
    } else {
      out.jsonBoolean("multi_queue", false);
    }
    out.onOff("persist", "persist ", has(TunFlags.PERSIST), " ");
    account(out, "user", owner, accounts.userName(owner));
    account(out, "group", group, accounts.groupName(group));
  }

  private static void account(Output out, String key, int number, @Nullable String name) {
    if (number == -1) {
      return;
    }
    if (name == null) {
      out.number(key, key + " ", Integer.toUnsignedLong(number), " ");
    } else {
      out.string(key, key + " ", name, " ");
    }
  }
}
