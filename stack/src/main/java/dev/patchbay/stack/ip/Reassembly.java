package dev.patchbay.stack.ip;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.neighbour.TrueSize;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the pieces of packets for this namespace together (RFC 791 section 3.2,
/// net/ipv4/ip_fragment.c). Pieces that overlap spoil the whole, one that came before is dropped;
/// what is not whole within `ipfrag_time` goes.
public final class Reassembly {
  private static final int LARGEST = 0xffff;

  /// Bytes charged for a packet that is not whole, beside its pieces (`struct ipq`).
  private static final int QUEUE_SIZE = 200;

  /// Who puts pieces together for packets that this namespace takes in.
  static final int LOCAL = 0;

  /// What the pieces of one packet have in common, and for whom they are put together.
  private record Key(int user, int source, int destination, int protocol, int id) {}

  private final IpStack stack;
  private final World world;
  private final Map<Key, FragmentQueue> queues = new LinkedHashMap<>(0);
  private int memory;

  Reassembly(IpStack stack) {
    this.stack = stack;
    this.world = stack.world();
  }

  /// How many packets are not whole yet.
  public int size() {
    return queues.size();
  }

  /// Bytes that the pieces take.
  public int memory() {
    return memory;
  }

  /// Takes a piece, whose head is the IP header. Returns the whole packet when it is the last one
  /// that was missing, else null.
  @Nullable Packet add(Packet packet, NetDevice device) {
    return add(packet, device, LOCAL);
  }

  /// Takes a piece for one of those who put pieces together, each for itself.
  @Nullable Packet add(Packet packet, NetDevice device, int user) {
    stack.counters().count(IpCounter.REASM_REQDS);
    byte[] bytes = packet.bytes();
    int at = packet.network();
    Key key =
        new Key(
            user,
            Ipv4.source(bytes, at),
            Ipv4.destination(bytes, at),
            Ipv4.protocol(bytes, at),
            Ipv4.identification(bytes, at));
    FragmentQueue queue = find(key, device);
    if (queue == null) {
      return refuse(packet, DropReason.NOMEM);
    }
    giveUpIfTooFar(key, queue);
    DropReason reason = queue.insert(packet, device);
    if (reason == null) {
      memory += TrueSize.of(packet);
      return queue.isWhole() ? finish(key, queue) : null;
    }
    if (reason == DropReason.FRAG_NOT_REASSEMBLED) {
      stack.counters().count(IpCounter.REASM_OVERLAPS);
    }
    if (reason != DropReason.DUP_FRAG) {
      release(key, queue);
      queue.pieces().forEach(piece -> world.drop(piece, reason));
    }
    return refuse(packet, reason);
  }

  /// When `ipfrag_max_dist` other pieces have come from the sender since the last one, its numbers
  /// may have begun again: what is there belongs to another packet (`ip_frag_too_far`).
  private void giveUpIfTooFar(Key key, FragmentQueue queue) {
    int most = stack.settings().get(IpSetting.IPFRAG_MAX_DIST);
    if (most == 0) {
      return;
    }
    int number = ++stack.peers().peer(key.source).pieces;
    boolean tooFar = !queue.pieces().isEmpty() && number - queue.number() > most;
    queue.number(number);
    if (tooFar) {
      stack.counters().count(IpCounter.REASM_FAILS);
      uncharge(queue);
      queue.pieces().forEach(piece -> world.drop(piece, DropReason.FRAG_TOO_FAR));
      queue.restart();
      arm(queue);
    }
  }

  private void uncharge(FragmentQueue queue) {
    for (Packet piece : queue.pieces()) {
      memory -= TrueSize.of(piece);
    }
  }

  private void arm(FragmentQueue queue) {
    long time = stack.settings().get(IpSetting.IPFRAG_TIME) * 1_000_000_000L;
    world.loop().arm(queue.timer(), world.loop().now() + time);
  }

  private @Nullable Packet refuse(Packet packet, DropReason reason) {
    if (reason != DropReason.DUP_FRAG) {
      stack.counters().count(IpCounter.REASM_FAILS);
    }
    world.drop(packet, reason);
    return null;
  }

  /// `inet_frag_find`: beyond the limit nothing more is taken, not even for what has begun.
  private @Nullable FragmentQueue find(Key key, NetDevice device) {
    int most = stack.settings().get(IpSetting.IPFRAG_HIGH_THRESH);
    if (most == 0 || memory > most) {
      return null;
    }
    FragmentQueue queue = queues.get(key);
    return queue == null ? open(key, device) : queue;
  }

  private FragmentQueue open(Key key, NetDevice device) {
    FragmentQueue queue = new FragmentQueue(device.netns().machine().number(), () -> expire(key));
    queues.put(key, queue);
    memory += QUEUE_SIZE;
    arm(queue);
    return queue;
  }

  private @Nullable Packet finish(Key key, FragmentQueue queue) {
    List<Packet> pieces = new ArrayList<>(queue.pieces());
    release(key, queue);
    int length = queue.length();
    int header = Ipv4.headerLength(pieces.getFirst().bytes(), pieces.getFirst().network());
    if (header + length > LARGEST) {
      pieces.forEach(piece -> world.drop(piece, DropReason.PKT_TOO_BIG));
      stack.counters().count(IpCounter.REASM_FAILS);
      return null;
    }
    stack.counters().count(IpCounter.REASM_OKS);
    return join(pieces, header, length);
  }

  private Packet join(List<Packet> pieces, int header, int length) {
    Packet first = pieces.getFirst();
    Packet whole = world.allocate(header + length, first);
    int at = whole.put(header + length);
    byte[] bytes = whole.bytes();
    System.arraycopy(first.bytes(), first.network(), bytes, at, header);
    int to = at + header;
    for (Packet piece : pieces) {
      int size = piece.tail() - piece.transport();
      System.arraycopy(piece.bytes(), piece.transport(), bytes, to, size);
      to += size;
    }
    Ipv4.fragment(bytes, at, 0);
    Ipv4.totalLength(bytes, at, header + length);
    Ipv4.fillChecksum(bytes, at);
    inherit(whole, first, at, header);
    if (whole.trace() != null) {
      IpStages.Reassembled stage = new IpStages.Reassembled(pieces.size(), header + length);
      world.note(whole, stack.netns(), stage);
    }
    pieces.forEach(world::merge);
    return whole;
  }

  private static void inherit(Packet whole, Packet first, int at, int header) {
    whole.network(at);
    whole.transport(at + header);
    whole.protocol(first.protocol());
    whole.type(first.type());
    whole.device(first.device());
    whole.originalIndex(first.originalIndex());
    whole.destination(first.destination());
    whole.mark(first.mark());
    whole.priority(first.priority());
    whole.flags(first.flags());
    whole.timestamp(first.timestamp());
  }

  private void release(Key key, FragmentQueue queue) {
    queues.remove(key);
    world.loop().disarm(queue.timer());
    memory -= QUEUE_SIZE;
    uncharge(queue);
  }

  /// `ip_expire`: the sender is told when the first piece is there (RFC 792).
  private void expire(Key key) {
    FragmentQueue queue = queues.get(key);
    if (queue == null) {
      return;
    }
    release(key, queue);
    stack.counters().count(IpCounter.REASM_TIMEOUT);
    stack.counters().count(IpCounter.REASM_FAILS);
    Packet first = queue.pieces().isEmpty() ? null : queue.pieces().getFirst();
    NetDevice device = queue.device();
    if (first != null
        && device != null
        && Ipv4.fragmentOffset(first.bytes(), first.network()) == 0
        && first.destination() != null
        && Route.of(first).type() == RouteType.LOCAL) {
      world.takeUp(first);
      int code = Icmp.REASSEMBLY_TIME_EXCEEDED;
      stack.icmp().send(first, device, Icmp.TIME_EXCEEDED, code, 0);
    }
    queue.pieces().forEach(piece -> world.drop(piece, DropReason.FRAG_REASM_TIMEOUT));
  }

  /// The namespace ends: what is not whole goes.
  void tearDown() {
    for (FragmentQueue queue : queues.values()) {
      world.loop().disarm(queue.timer());
      queue.pieces().forEach(piece -> world.drop(piece, DropReason.NETNS_GONE));
    }
    queues.clear();
    memory = 0;
  }
}
