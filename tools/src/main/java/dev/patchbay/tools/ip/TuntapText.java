package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.tun.TunFile;
import dev.patchbay.device.tun.TunFlags;
import dev.patchbay.device.tun.TunSnapshot;

/// Lays out tun and tap devices as `ip tuntap` does (`print_tuntap`).
final class TuntapText {
  private final Session session;
  private final Output out;

  TuntapText(Session session) {
    this.session = session;
    this.out = session.output();
  }

  void showAll() {
    out.begin();
    for (NetDevice device : session.netns().devices()) {
      if (device.kind() != null && device.kind().snapshot(device) instanceof TunSnapshot tun) {
        show(device.name(), tun);
      }
    }
    out.end();
  }

  private void show(String name, TunSnapshot tun) {
    out.openObject(null);
    out.string(Color.IFNAME, "ifname", "", name, ":");
    flags(tun);
    account("user", tun.owner());
    account("group", tun.group());
    out.text("\n");
    if (session.options().details) {
      processes(name);
    }
    out.closeObject();
  }

  private void flags(TunSnapshot tun) {
    out.openArray("flags");
    flag(tun.type(), true);
    flag("pi", !tun.has(TunFlags.NO_PI));
    flag("one_queue", tun.has(TunFlags.ONE_QUEUE));
    flag("multi_queue", tun.has(TunFlags.MULTI_QUEUE));
    flag("vnet_hdr", tun.has(TunFlags.VNET_HDR));
    flag("persist", tun.has(TunFlags.PERSIST));
    // The bit that says that there is no filter is the one that says that there is no prefix.
    flag("filter", !tun.has(TunFlags.NO_PI));
    out.closeArray();
  }

  private void flag(String word, boolean isSo) {
    if (isSo) {
      out.string(null, " ", word, "");
    }
  }

  private void account(String key, int number) {
    if (number != -1) {
      out.number(key, " " + key + " ", Integer.toUnsignedLong(number), "");
    }
  }

  /// Who has it open, once for each file, whatever the namespace.
  private void processes(String name) {
    out.text("\tAttached to processes:");
    out.openArray("processes");
    for (Process process : session.machine().processes().all()) {
      for (int descriptor : process.descriptors().numbers()) {
        if (process.descriptors().get(descriptor) instanceof TunFile file
            && file.device() != null
            && file.device().name().equals(name)) {
          out.string("name", "", process.name(), "");
          out.number("pid", "(", process.pid(), ")");
        }
      }
    }
    out.closeArray();
    out.text("\n");
  }
}
