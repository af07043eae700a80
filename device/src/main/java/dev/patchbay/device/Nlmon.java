package dev.patchbay.device;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Packet;
import java.util.List;

/// A device at which netlink messages can be watched (drivers/net/nlmon.c). There are none here:
/// requests are calls.
public final class Nlmon implements DeviceKind, KernelModule {
  /// As much as a netlink message may hold on the reference machine (`NLMSG_GOODSIZE`).
  private static final int MTU = 3776;

  private static final int LEAST_MTU = 16;

  @Override
  public String name() {
    return "nlmon";
  }

  /// iproute2 has no words for it, and ignores what is there.
  @Override
  public Options parse(Args args, LinkParser links) {
    while (args.hasNext()) {
      args.skip();
    }
    return Options.NONE;
  }

  @Override
  public String help() {
    return "Usage: ... nlmon\n";
  }

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    NetDevice device = new Device(netns, this);
    links.register(device, request, name());
    return device;
  }

  @Override
  public String path() {
    return "kernel/drivers/net/nlmon.ko";
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

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
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
