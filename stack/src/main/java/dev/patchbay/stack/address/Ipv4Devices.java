package dev.patchbay.stack.address;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What IPv4 does when something happens to a device (`inetdev_event`).
final class Ipv4Devices {
  /// The smallest MTU that carries IPv4 (RFC 791 section 3.2).
  private static final int MIN_MTU = 68;

  private static final int NAME_LENGTH = 15;
  private static final long ALL_HOSTS = Ip.of("224.0.0.1").hi();
  private static final int LOOPBACK_PREFIX = 8;

  private Ipv4Devices() {}

  static void notify(NetdeviceEvent event, NetDevice device) throws NetlinkException {
    InetDevice inet = InetDevice.inet(device);
    if (inet == null) {
      boolean begins =
          event == NetdeviceEvent.REGISTER
              || (event == NetdeviceEvent.CHANGEMTU && device.mtu() >= MIN_MTU);
      if (begins) {
        begin(device);
      }
      return;
    }
    switch (event) {
      case UP -> up(inet);
      case DOWN -> {
        inet.groups().hearAll(false);
        inet.groups().leave(ALL_HOSTS, 0);
      }
      case CHANGEMTU -> {
        if (device.mtu() < MIN_MTU) {
          end(inet);
        }
      }
      case CHANGENAME -> {
        relabel(inet);
        NetconfAnnouncement.renamed(inet);
      }
      case UNREGISTER -> end(inet);
      default -> {}
    }
  }

  /// A device cannot be called as the directories of `conf` that are not devices
  /// (`sysctl_dev_name_is_allowed`).
  private static void begin(NetDevice device) throws NetlinkException {
    if (device.name().equals("all") || device.name().equals("default")) {
      throw new NetlinkException(Errno.EINVAL);
    }
    InetDevice inet = new InetDevice(Family.IPV4, device);
    if (device.isLoopback()) {
      inet.setting(Ipv4Setting.DISABLE_XFRM, 1);
      inet.setting(Ipv4Setting.DISABLE_POLICY, 1);
    }
    device.inet(inet);
    NetconfAnnouncement.begin(inet);
    if (device.isUp()) {
      inet.groups().join(ALL_HOSTS, 0);
    }
  }

  private static void up(InetDevice inet) throws NetlinkException {
    if (inet.device().mtu() < MIN_MTU) {
      return;
    }
    if (inet.device().isLoopback()) {
      InterfaceAddress address =
          new InterfaceAddress(inet, Ip.LOOPBACK4, Ip.LOOPBACK4, LOOPBACK_PREFIX);
      address.scope = Scope.HOST;
      Addresses.of(inet.netns()).inet().insertAutomatic(address);
    }
    inet.groups().join(ALL_HOSTS, 0);
    inet.groups().hearAll(true);
  }

  private static void end(InetDevice inet) {
    inet.die();
    Addresses addresses = Addresses.of(inet.netns());
    while (inet.addressCount() > 0) {
      addresses.remove(inet.address(0));
    }
    inet.device().inet(null);
    NetconfAnnouncement.end(inet);
  }

  /// Labels follow the device's name: the first address gets the name itself, each further one what
  /// stood behind the colon, or its number (`inetdev_changename`).
  private static void relabel(InetDevice inet) {
    String name = inet.device().name();
    for (int i = 0; i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      address.label = i == 0 ? null : labelBehind(name, address.label, i + 1);
      Addresses.of(inet.netns()).announce(address);
    }
  }

  private static String labelBehind(String name, @Nullable String old, int number) {
    int colon = old == null ? -1 : old.indexOf(':');
    String suffix = old == null || colon < 0 ? ":" + number : old.substring(colon);
    int room = NAME_LENGTH - suffix.length();
    return name.substring(0, Math.min(name.length(), Math.max(room, 0))) + suffix;
  }
}
