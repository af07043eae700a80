package dev.patchbay.device.can;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Peer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Two CAN devices that are one cable (drivers/net/can/vxcan.c).
public final class Vxcan implements DeviceKind, KernelModule {
  private static final String USAGE =
      """
      Usage: ip link <options> type vxcan [peer <options>]
      To get <options> type 'ip link add help'
      """;

  @Override
  public String name() {
    return "vxcan";
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    return Peer.parse(args, links, USAGE);
  }

  @Override
  public String help() {
    return USAGE;
  }

  /// Makes the peer first, so it has the lower index (`vxcan_newlink`).
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    LinkRequest peerRequest =
        request.options instanceof Peer asked ? asked.request() : new LinkRequest();
    Netns peerNetns = Objects.requireNonNullElse(peerRequest.netns, netns);
    Device peer = new Device(peerNetns, this);
    Device device = new Device(netns, this);
    Peer.register(peer, peerRequest, device, request, links);
    peer.peer = device;
    device.peer = peer;
    return device;
  }

  @Override
  public List<String> dependencies() {
    return List.of("can_dev");
  }

  @Override
  public String path() {
    return "kernel/drivers/net/can/vxcan.ko";
  }

  @Override
  public int size() {
    return 4839;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-vxcan",
        "author=Oliver Hartkopp <socketcan@hartkopp.net>",
        "license=GPL",
        "description=Virtual CAN Tunnel");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }

  private static final class Device extends CanDevice {
    private @Nullable Device peer;

    Device(Netns netns, Vxcan kind) {
      super(netns, kind);
    }

    @Override
    public NetDevice link() {
      return peer == null ? this : peer;
    }

    @Override
    public int linkIndex() {
      return peer == null ? 0 : peer.index();
    }

    /// Both ends have a carrier while both are up.
    @Override
    protected void open() throws NetlinkException {
      if (peer == null) {
        throw new NetlinkException(Errno.ENOTCONN);
      }
      if (peer.isUp()) {
        carrier(true);
        peer.carrier(true);
      }
    }

    @Override
    protected void stop() {
      carrier(false);
      if (peer != null) {
        peer.carrier(false);
      }
    }

    @Override
    protected void dismantle(List<NetDevice> alsoRemoved) {
      if (peer != null) {
        alsoRemoved.add(peer);
        peer.peer = null;
        peer = null;
      }
    }
  }
}
