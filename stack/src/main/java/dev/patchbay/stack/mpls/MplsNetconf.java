package dev.patchbay.stack.mpls;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is set for a device (`RTM_NEWNETCONF` of `AF_MPLS`).
///
/// @param takesLabels whether packets with labels are taken there (`input`); null when the device
///   has none of it any longer
public record MplsNetconf(int index, String device, @Nullable Boolean takesLabels)
    implements Announcement {
  @Override
  public String group() {
    return "mpls-netconf";
  }

  /// Whether it says that there is nothing any longer.
  public boolean isGone() {
    return takesLabels == null;
  }

  /// That of the device, or null where it has none.
  public static @Nullable MplsNetconf of(NetDevice device) {
    MplsDevice part = MplsDevice.of(device);
    return part == null ? null : new MplsNetconf(device.index(), device.name(), part.input() != 0);
  }

  /// That of every device, in their order.
  public static List<MplsNetconf> all(Netns netns) {
    List<MplsNetconf> all = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      MplsNetconf one = of(device);
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }
}
