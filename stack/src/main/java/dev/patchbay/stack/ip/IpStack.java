package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.World;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.RouteExceptions;
import org.jspecify.annotations.Nullable;

/// What a namespace has of IPv4: its stages, its settings, its counters, its sockets. Made when the
/// first packet comes, or somebody asks.
public final class IpStack implements NetnsPart, InetDevice.Layer {
  private static final Key<IpStack> KEY = new Key<>(IpStack::new);

  private final Netns netns;
  private final World world;
  private final Fib fib;
  private final NeighbourTable neighbours;
  private final RouteExceptions exceptions;
  private final IpSettings settings = new IpSettings();
  private final IpCounters counters = new IpCounters();
  private final Receivers receivers = new Receivers(this);
  private final Peers peers;
  private final IpInput input;
  private final IpForward forward;
  private final IpOutput output;
  private final IcmpOutput icmp;
  private @Nullable SourceRoute sourceRoute;
  private final PathMtu pathMtu;
  private final Reassembly reassembly;

  private IpStack(Netns netns) {
    this.netns = netns;
    this.world = netns.world();
    this.fib = Fib.of(netns, Family.IPV4);
    this.neighbours = NeighbourTable.of(netns.machine(), Family.IPV4);
    this.exceptions = RouteExceptions.of(netns, Family.IPV4);
    this.peers = new Peers(netns);
    this.input = new IpInput(this);
    this.forward = new IpForward(this);
    this.output = new IpOutput(this);
    this.icmp = new IcmpOutput(this);
    this.pathMtu = new PathMtu(this);
    this.reassembly = new Reassembly(this);
  }

  /// IPv4 in the namespace.
  public static IpStack of(Netns netns) {
    return netns.part(KEY);
  }

  /// IPv4 in the namespace of the device.
  public static IpStack of(NetDevice device) {
    InetDevice inet = InetDevice.inet(device);
    if (inet == null) {
      return of(device.netns());
    }
    IpStack known = (IpStack) inet.layer();
    if (known == null) {
      known = of(device.netns());
      inet.layer(known);
    }
    return known;
  }

  /// The device by which sockets see a packet come (`inet_iif`).
  public static NetDevice inputDevice(Packet packet, NetDevice device) {
    return IpInput.ownerOf(packet, device);
  }

  public Netns netns() {
    return netns;
  }

  World world() {
    return world;
  }

  /// Where its packets go.
  public Fib fib() {
    return fib;
  }

  NeighbourTable neighbours() {
    return neighbours;
  }

  RouteExceptions exceptions() {
    return exceptions;
  }

  public IpSettings settings() {
    return settings;
  }

  public IpCounters counters() {
    return counters;
  }

  /// Its raw and ping sockets.
  public Receivers receivers() {
    return receivers;
  }

  /// What it remembers of other hosts, to limit what they are sent.
  Peers peers() {
    return peers;
  }

  IpInput input() {
    return input;
  }

  SourceRoute sourceRoute() {
    if (sourceRoute == null) {
      sourceRoute = new SourceRoute(this);
    }
    return sourceRoute;
  }

  IpForward forward() {
    return forward;
  }

  public IpOutput output() {
    return output;
  }

  /// Sends errors and replies.
  public IcmpOutput icmp() {
    return icmp;
  }

  public PathMtu pathMtu() {
    return pathMtu;
  }

  Reassembly reassembly() {
    return reassembly;
  }

  /// Puts the pieces of packets together before anybody looks at them (`ip_defrag`): takes a piece,
  /// and returns the whole packet, which may be cut again, when none is missing any more, else
  /// null.
  ///
  /// @param user for whom; each has its own pieces, from 1 on
  public @Nullable Packet gather(Packet piece, NetDevice device, int user) {
    Packet whole = reassembly.add(piece, device, user);
    if (whole != null) {
      whole.flags(whole.flags() | IpFlags.IGNORE_DF);
    }
    return whole;
  }

  /// How many packets are not whole yet.
  public int incompletePackets() {
    return reassembly.size();
  }

  /// Bytes that the pieces of incomplete packets take.
  public int incompleteBytes() {
    return reassembly.memory();
  }

  @Override
  public void tearDown() {
    reassembly.tearDown();
    peers.tearDown();
  }
}
