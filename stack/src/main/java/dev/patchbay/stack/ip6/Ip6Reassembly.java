package dev.patchbay.stack.ip6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Fragment;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.FragmentQueue;
import dev.patchbay.stack.ip.IpStages;
import dev.patchbay.stack.neighbour.TrueSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the pieces of packets for this namespace together (RFC 8200 section 4.5, RFC 5722,
/// net/ipv6/reassembly.c). Pieces that overlap spoil the whole; what is not whole within
/// `ip6frag_time` goes, and its sender is told if its first piece came.
final class Ip6Reassembly {
  private static final int LARGEST = 0xffff;

  /// Bytes charged for a packet that is not whole, beside its pieces (`struct frag_queue`).
  private static final int QUEUE_SIZE = 184;

  private static final long SECOND = 1_000_000_000L;

  /// What the pieces of one packet have in common; a link-local packet belongs to the device it
  /// came by.
  private record Key(
      long sourceHi,
      long sourceLo,
      long destinationHi,
      long destinationLo,
      int id,
      @Nullable NetDevice device) {
    static Key of(Packet packet, NetDevice device) {
      byte[] bytes = packet.bytes();
      int ip = packet.network();
      long hi = Ipv6.destinationHi(bytes, ip);
      return new Key(
          Ipv6.sourceHi(bytes, ip),
          Ipv6.sourceLo(bytes, ip),
          hi,
          Ipv6.destinationLo(bytes, ip),
          Ipv6Fragment.identification(bytes, packet.transport() - Ipv6Fragment.HEADER),
          Ipv6.isLinkLocal(hi) || Ipv6.isMulticast(hi) ? device : null);
    }
  }

  private final Ip6Netns ip6;
  private final Netns netns;
  private final World world;
  private final Map<Key, FragmentQueue> queues = new LinkedHashMap<>(0);
  private int memory;

  Ip6Reassembly(Ip6Netns ip6, Netns netns) {
    this.ip6 = ip6;
    this.netns = netns;
    this.world = netns.world();
  }

  int size() {
    return queues.size();
  }

  int memory() {
    return memory;
  }

  /// Takes a piece, whose transport header stands behind its fragment header. Returns the whole
  /// packet when it is the last one that was missing, else null.
  @Nullable Packet add(Packet packet, NetDevice device) {
    Key key = Key.of(packet, device);
    Ip6Counters.of(device).count(Ip6Counter.REASM_REQDS);
    FragmentQueue queue = find(key);
    if (queue == null) {
      Ip6Counters.of(device).count(Ip6Counter.REASM_FAILS);
      world.drop(packet, DropReason.NOMEM);
      return null;
    }
    DropReason reason = queue.insert(packet, device);
    if (reason == null) {
      memory += TrueSize.of(packet);
      return queue.isWhole() ? finish(key, queue) : null;
    }
    if (reason != DropReason.DUP_FRAG) {
      discard(key, queue, reason);
    }
    world.drop(packet, reason);
    return null;
  }

  /// `inet_frag_find`: beyond the limit nothing more is taken, not even for what has begun.
  private @Nullable FragmentQueue find(Key key) {
    int most = ip6.setting(Ip6Setting.IP6FRAG_HIGH_THRESH);
    if (most == 0 || memory > most) {
      return null;
    }
    FragmentQueue queue = queues.get(key);
    return queue == null ? open(key) : queue;
  }

  private FragmentQueue open(Key key) {
    FragmentQueue queue = new FragmentQueue(netns.machine().number(), () -> expire(key));
    queues.put(key, queue);
    memory += QUEUE_SIZE;
    long time = ip6.setting(Ip6Setting.IP6FRAG_TIME) * SECOND;
    world.loop().arm(queue.timer(), world.loop().now() + time);
    return queue;
  }

  private void discard(Key key, FragmentQueue queue, DropReason reason) {
    release(key, queue);
    countersOf(queue).count(Ip6Counter.REASM_FAILS);
    queue.pieces().forEach(piece -> world.drop(piece, reason));
  }

  private Ip6Counters countersOf(FragmentQueue queue) {
    NetDevice device = queue.device();
    return device == null ? ip6.otherCounters() : Ip6Counters.of(device);
  }

  private void release(Key key, FragmentQueue queue) {
    queues.remove(key);
    world.loop().disarm(queue.timer());
    memory -= QUEUE_SIZE;
    for (Packet piece : queue.pieces()) {
      memory -= TrueSize.of(piece);
    }
  }

  private @Nullable Packet finish(Key key, FragmentQueue queue) {
    List<Packet> pieces = new ArrayList<>(queue.pieces());
    Packet first = pieces.getFirst();
    int headers = first.transport() - Ipv6Fragment.HEADER - first.network();
    if (headers - Ipv6.HEADER + queue.length() > LARGEST) {
      discard(key, queue, DropReason.PKT_TOO_BIG);
      return null;
    }
    release(key, queue);
    countersOf(queue).count(Ip6Counter.REASM_OKS);
    return join(pieces, headers, queue.length());
  }

  private Packet join(List<Packet> pieces, int headers, int length) {
    Packet first = pieces.getFirst();
    Packet whole = world.allocate(headers + length, first);
    int at = whole.put(headers + length);
    byte[] bytes = whole.bytes();
    System.arraycopy(first.bytes(), first.network(), bytes, at, headers);
    int to = at + headers;
    for (Packet piece : pieces) {
      int size = piece.tail() - piece.transport();
      System.arraycopy(piece.bytes(), piece.transport(), bytes, to, size);
      to += size;
    }
    int fragment = first.transport() - Ipv6Fragment.HEADER;
    int field = Ip6Input.nextHeaderOffset(first.bytes(), first.network(), fragment);
    bytes[at + field] = (byte) Ipv6Fragment.nextHeader(first.bytes(), fragment);
    Ipv6.payloadLength(bytes, at, headers - Ipv6.HEADER + length);
    inherit(whole, first, at);
    if (whole.trace() != null) {
      IpStages.Reassembled stage = new IpStages.Reassembled(pieces.size(), headers + length);
      world.note(whole, netns, stage);
    }
    pieces.forEach(world::merge);
    return whole;
  }

  private static void inherit(Packet whole, Packet first, int at) {
    whole.network(at);
    whole.protocol(first.protocol());
    whole.type(first.type());
    whole.device(first.device());
    whole.originalIndex(first.originalIndex());
    whole.destination(first.destination());
    whole.mark(first.mark());
    whole.priority(first.priority());
    whole.timestamp(first.timestamp());
  }

  /// `ip6frag_expire_frag_queue`
  private void expire(Key key) {
    FragmentQueue queue = queues.get(key);
    if (queue == null) {
      return;
    }
    Packet first = queue.pieces().isEmpty() ? null : queue.pieces().getFirst();
    NetDevice device = queue.device();
    if (first != null && device != null && FragmentQueue.begin(first) == 0) {
      world.takeUp(first);
      int code = Icmpv6.REASSEMBLY_TIME_EXCEEDED;
      Ip6.of(netns.machine()).icmp().error(first, device, Icmpv6.TIME_EXCEEDED, code, 0);
    }
    countersOf(queue).count(Ip6Counter.REASM_TIMEOUT);
    discard(key, queue, DropReason.FRAG_REASM_TIMEOUT);
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
