package dev.patchbay.device;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Packet;
import java.util.List;

/// A device at which netlink messages can be watched (drivers/net/nlmon.c). There are none here:
/// requests are calls.
public final class Nlmon extends WordlessKind {
  /// As much as a netlink message may hold on the reference machine (`NLMSG_GOODSIZE`).
  private static final int MTU = 3776;

  private static final int LEAST_MTU = 16;

  @Override
  public String name() {
    return "nlmon";
  }

  @Override
  protected NetDevice device(Netns netns) {
    return new Device(netns, this);
  }

  @Override
  public int size() {
    return 3270;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-nlmon",
        "description=Netlink monitoring device",
        "author=Mathieu Geli <geli@enseirb.fr>",
        "author=Daniel Borkmann <dborkman@redhat.com>",
        "license=GPL v2");
  }

  private static final class Device extends NetDevice {
    Device(Netns netns, Nlmon kind) {
      super(netns, kind);
      flags(DeviceFlags.NOARP);
      features(Features.NO_QUEUE);
      mtuBounds(LEAST_MTU, 0);
      mtu(MTU);
    }

    @Override
    public int hardwareType() {
      return ArpHardware.NETLINK;
    }

    @Override
    public int addressLength() {
      return 0;
    }

    @Override
    public String addressText() {
      return "";
    }

    @Override
    public String broadcastText() {
      return "";
    }

    @Override
    public int headerLength() {
      return 0;
    }

    @Override
    public void pushHeader(Packet packet, long destination, int etherType) {}

    @Override
    protected int transmit(Packet packet) {
      countSent(packet.length());
      netns().world().drop(packet, DropReason.NOARP_DEVICE);
      return 0;
    }
  }
}
