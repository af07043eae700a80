package dev.patchbay.device;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkNames;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Aggregation;
import dev.patchbay.packet.Packet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A virtual cable with a device at each end: what is sent at one arrives at the other
/// (drivers/net/veth.c).
public final class Veth implements DeviceKind, KernelModule {
  private static final String USAGE =
      """
      Usage: ip link <options> type veth [peer <options>]
      To get <options> type 'ip link add help'
      """;

  @Override
  public String name() {
    return "veth";
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    return args.hasNext() ? Peer.parse(args, links, USAGE) : Options.NONE;
  }

  @Override
  public String help() {
    return USAGE;
  }

  @Override
  public void validate(LinkRequest request) throws NetlinkException {
    DeviceKind.super.validate(request);
    if (request.mtu != null && (request.mtu < Device.LEAST_MTU || request.mtu > Device.MOST_MTU)) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  /// Makes the peer first, so it has the lower index (`veth_newlink`).
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    LinkRequest peerRequest = peerOf(netns, request);
    LinkNames.check(peerRequest);
    validate(peerRequest);
    Netns peerNetns = Objects.requireNonNullElse(peerRequest.netns, netns);
    Device peer = new Device(peerNetns, this);
    Device device = new Device(netns, this);
    Peer.register(peer, peerRequest, device, request, links);
    peer.peer = device;
    device.peer = peer;
    return device;
  }

  /// What the peer is to be. Without words of its own it has the device's, save what only one can
  /// have.
  private static LinkRequest peerOf(Netns netns, LinkRequest request) {
    if (request.options instanceof Peer peer) {
      if (request.index == 0) {
        // The kernel reads the peer's index only beside one of the device.
        peer.request().index = 0;
      }
      return peer.request();
    }
    LinkRequest peer = new LinkRequest();
    peer.netns = netns;
    peer.mtu = request.mtu;
    peer.txQueueLength = request.txQueueLength;
    peer.numTxQueues = request.numTxQueues;
    peer.numRxQueues = request.numRxQueues;
    peer.broadcast = request.broadcast;
    peer.group = request.group;
    return peer;
  }

  @Override
  public String path() {
    return "kernel/drivers/net/veth.ko";
  }

  @Override
  public int size() {
    return 18706;
  }

  @Override
  public List<String> about() {
    return List.of("alias=rtnl-link-veth", "license=GPL v2", "description=Virtual Ethernet Tunnel");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }

  private static final class Device extends NetDevice {
    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65535;

    private @Nullable Device peer;

    Device(Netns netns, Veth kind) {
      super(netns, kind);
      flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
      mtuBounds(LEAST_MTU, MOST_MTU);
      gso(GsoLimits.SOFTWARE);
      features(
          Features.NO_QUEUE
              | Features.LIVE_ADDRESS_CHANGE
              | Features.HW_CSUM
              | Features.TSO
              | Features.HW_VLAN_TX);
    }

    @Override
    public NetDevice link() {
      return peer == null ? this : peer;
    }

    @Override
    public int linkIndex() {
      return peer == null ? 0 : peer.index();
    }

    @Override
    public int speed() {
      return 10_000;
    }

    @Override
    public Ethtool ethtool() {
      return new Answers(this);
    }

    @Override
    protected Offloads usualOffloads() {
      long own =
          Offloads.PIECES
              | Offloads.TCP_SEGMENTATION
              | Offloads.TUNNEL_SEGMENTATION
              | Offload.TX_GENERIC_SEGMENTATION.bit()
              | Offload.set(
                  Offload.RX_CHECKSUM,
                  Offload.TX_CHECKSUM_IP_GENERIC,
                  Offload.TX_CHECKSUM_SCTP,
                  Offload.HIGHDMA,
                  Offload.TX_VLAN_HW_INSERT,
                  Offload.RX_VLAN_HW_PARSE,
                  Offload.TX_VLAN_STAG_HW_INSERT,
                  Offload.RX_VLAN_STAG_HW_PARSE,
                  Offload.TX_SCTP_SEGMENTATION,
                  Offload.TX_UDP_SEGMENTATION,
                  Offload.TX_GSO_LIST);
      return Offloads.of(
          own | Offload.TX_LOCKLESS.bit(),
          own | Offloads.SOFT | Offloads.SOFT_OFF | Offload.TX_NOCACHE_COPY.bit());
    }

    @Override
    protected int transmit(Packet packet) {
      Device other = peer;
      if (other == null) {
        dropSent(packet, DropReason.DEV_GONE);
        return Errno.ENOBUFS.number();
      }
      int bytes = packet.length();
      // Only what was cut before can be joined again (`veth_skb_is_eligible_for_gro`).
      boolean joins = !has(Features.TSO) && other.has(Features.GRO);
      if (!(joins ? other.crossJoined(packet) : other.cross(packet))) {
        statistics().txDropped++;
        return Errno.ENOBUFS.number();
      }
      countSent(bytes);
      return 0;
    }

    @Override
    protected void countJoined(Packet packet) {
      statistics().rxPackets++;
      // The data is counted with the packet that has taken it.
      statistics().rxBytes += packet.head() - packet.link() + Aggregation.headers(packet);
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

  /// What a veth answers `ethtool` (`veth_ethtool_ops`).
  private record Answers(Device device) implements Ethtool {
    private static final String[] RECEIVED = {
      "xdp_packets", "xdp_bytes", "drops", "xdp_redirect", "xdp_drops", "xdp_tx", "xdp_tx_errors"
    };

    @Override
    public Driver driver() {
      return new Driver("veth", "1.0", "", "", true);
    }

    @Override
    public LinkSettings linkSettings() {
      return new LinkSettings(device.speed(), "Full", "Twisted Pair", true);
    }

    @Override
    public boolean hasLinkState() {
      return true;
    }

    /// The peer's index, and what XDP has done, which is nothing.
    @Override
    public Map<String, Long> statistics() {
      Map<String, Long> counters = new LinkedHashMap<>();
      counters.put("peer_ifindex", (long) device.link().index());
      for (int i = 0; i < device.realRxQueues(); i++) {
        for (String counter : RECEIVED) {
          counters.put("rx_queue_" + i + "_" + counter, 0L);
        }
      }
      for (int i = 0; i < device.realTxQueues(); i++) {
        counters.put("tx_queue_" + i + "_xdp_xmit", 0L);
        counters.put("tx_queue_" + i + "_xdp_xmit_errors", 0L);
      }
      return counters;
    }

    @Override
    public boolean stampsSent() {
      return true;
    }

    @Override
    public boolean hasChannels() {
      return true;
    }
  }
}
