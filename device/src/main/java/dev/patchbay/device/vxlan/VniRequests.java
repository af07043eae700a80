package dev.patchbay.device.vxlan;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests about the networks that VXLAN devices serve (`bridge vni`, `RTM_NEWTUNNEL`).
public final class VniRequests {
  private VniRequests() {}

  /// Whether the device serves networks of which it is told.
  public static boolean isFiltering(NetDevice device) {
    return device instanceof VxlanDevice vxlan && vxlan.networks() != null;
  }

  /// Lets the device serve networks.
  ///
  /// @param first 0 when none is named
  /// @param remote the end for their unknown stations, or null
  public static void add(NetDevice device, int first, int last, @Nullable Ip remote)
      throws NetlinkException {
    checked(device, first).add(first, last, remote);
  }

  /// Lets the device serve networks no longer.
  public static void remove(NetDevice device, int first, int last) throws NetlinkException {
    checked(device, first).remove(first, last);
  }

  private static VxlanNetworks checked(NetDevice device, int first) throws NetlinkException {
    if (!(device instanceof VxlanDevice vxlan)) {
      throw new NetlinkException(Errno.EINVAL, "vxlan: The device is not a vxlan device.");
    }
    VxlanNetworks networks = vxlan.networks();
    if (networks == null) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (first == 0) {
      throw new NetlinkException(Errno.EINVAL, "vni start nor end found in vni entry.");
    }
    return networks;
  }

  /// The networks of a device, by number.
  ///
  /// @throws NetlinkException when it is no VXLAN device, or serves but one
  public static List<VniSnapshot> list(NetDevice device) throws NetlinkException {
    if (!(device instanceof VxlanDevice vxlan)) {
      throw new NetlinkException(Errno.EINVAL, "The device is not a vxlan device.");
    }
    VxlanNetworks networks = vxlan.networks();
    if (networks == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return networks.all().stream().map(VxlanNetworks::snapshot).toList();
  }
}
