package dev.patchbay.filter.match;

import dev.patchbay.core.Netns;
import dev.patchbay.filter.Inspection;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Prefix;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// One table of `hashlimit`: a token bucket for each address and port that has been seen.
final class HashTable {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;
  private static final int MOST = 65_536;
  private static final int CHUNK = 16;

  /// What buckets are kept for. One is used again and again to look others up.
  private static final class Group {
    long sourceHi;
    long sourceLo;
    long destinationHi;
    long destinationLo;
    int ports;

    Group copy() {
      Group copy = new Group();
      copy.sourceHi = sourceHi;
      copy.sourceLo = sourceLo;
      copy.destinationHi = destinationHi;
      copy.destinationLo = destinationLo;
      copy.ports = ports;
      return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Group group
          && sourceHi == group.sourceHi
          && sourceLo == group.sourceLo
          && destinationHi == group.destinationHi
          && destinationLo == group.destinationLo
          && ports == group.ports;
    }

    @Override
    public int hashCode() {
      long mixed = sourceHi * 31 + sourceLo;
      mixed = (mixed * 31 + destinationHi) * 31 + destinationLo;
      return Long.hashCode(mixed * 31 + ports);
    }
  }

  private static final class Bucket {
    /// What it still allows, or what it has counted since [#begun].
    long credit;

    long last;
    long begun;

    /// There was too much before that.
    boolean exceeded;
  }

  private final Hashlimit.Limits limits;
  private final LinkedHashMap<Group, Bucket> buckets = new LinkedHashMap<>();
  private final Group probe = new Group();
  private final long full;
  private int users;
  private long swept;

  HashTable(Hashlimit.Limits limits) {
    this.limits = limits;
    HashRate rate = limits.rate();
    long burst = limits.burst() == 0 ? rate.bytes() : limits.burst();
    this.full = rate.countsBytes() ? burst : burst * rate.period() * 1000;
  }

  void attach() {
    users++;
  }

  /// True when nobody uses it any more.
  boolean detach() {
    return --users == 0;
  }

  /// Takes the packet's cost from its bucket, if there is that much in it.
  boolean hasCredit(Inspection packet) {
    long now = packet.netns().world().loop().now();
    if (!aim(packet)) {
      return false;
    }
    Bucket bucket = buckets.get(probe);
    if (bucket == null || now - bucket.last > limits.expire() * MILLISECOND) {
      bucket = fill(packet, bucket, now);
      if (bucket == null) {
        return false;
      }
    }
    if (limits.rateMatch()) {
      return isBelowRate(packet, bucket, now);
    }
    boolean countsBytes = limits.rate().countsBytes();
    long passed = now - bucket.last;
    long gain = countsBytes ? passed * limits.rate().bytes() / SECOND : passed;
    bucket.credit = Math.min(bucket.credit + gain, full);
    bucket.last = now;
    long cost =
        countsBytes ? (packet.length() / CHUNK + 1L) * CHUNK : limits.rate().period() * 1000;
    if (bucket.credit < cost) {
      return false;
    }
    bucket.credit -= cost;
    return true;
  }

  /// Counts the packet. Each interval is judged at the first packet behind it, and all of the next
  /// one is over the limit when it was (`--hashlimit-rate-match`).
  private boolean isBelowRate(Inspection packet, Bucket bucket, long now) {
    long passed = now - bucket.begun;
    long interval = limits.rateInterval() * SECOND;
    if (passed >= interval) {
      bucket.exceeded = (double) bucket.credit * interval > (double) passed * perInterval();
      bucket.begun = now;
      bucket.credit = 0;
    }
    boolean countsBytes = limits.rate().countsBytes();
    bucket.last = now;
    bucket.credit += countsBytes ? packet.length() : 1;
    long most = countsBytes ? full : perInterval() + limits.burst();
    return !bucket.exceeded && bucket.credit <= most;
  }

  private long perInterval() {
    HashRate rate = limits.rate();
    return rate.countsBytes() ? rate.bytes() : HashRate.SCALE / rate.period();
  }

  private @Nullable Bucket fill(Inspection packet, @Nullable Bucket old, long now) {
    Bucket bucket = old;
    if (bucket == null) {
      sweep(now);
      if (buckets.size() >= (limits.most() == 0 ? MOST : limits.most())) {
        packet.hotDrop();
        return null;
      }
      bucket = new Bucket();
      buckets.put(probe.copy(), bucket);
    }
    bucket.credit = limits.rateMatch() ? 0 : full;
    bucket.last = now;
    bucket.begun = now;
    bucket.exceeded = false;
    return bucket;
  }

  private void sweep(long now) {
    if (now - swept > limits.interval() * MILLISECOND) {
      swept = now;
      buckets.values().removeIf(bucket -> now - bucket.last > limits.expire() * MILLISECOND);
    }
  }

  /// Points the probe at the packet's group. False when it has no ports and ports are asked for.
  private boolean aim(Inspection packet) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    boolean isV4 = packet.family() == Family.IPV4;
    boolean bySource = (limits.mode() & 1) != 0;
    boolean byDestination = (limits.mode() & 4) != 0;
    long sourceMaskHi = bySource ? Prefix.maskHi(limits.sourceMask()) : 0;
    long sourceMaskLo = bySource && !isV4 ? Prefix.maskLo(limits.sourceMask()) : 0;
    long destinationMaskHi = byDestination ? Prefix.maskHi(limits.destinationMask()) : 0;
    long destinationMaskLo = byDestination && !isV4 ? Prefix.maskLo(limits.destinationMask()) : 0;
    long sourceHi = isV4 ? Ip.hi(Ipv4.source(bytes, at)) : Ipv6.sourceHi(bytes, at);
    long destinationHi = isV4 ? Ip.hi(Ipv4.destination(bytes, at)) : Ipv6.destinationHi(bytes, at);
    probe.sourceHi = sourceHi & sourceMaskHi;
    probe.sourceLo = isV4 ? 0 : Ipv6.sourceLo(bytes, at) & sourceMaskLo;
    probe.destinationHi = destinationHi & destinationMaskHi;
    probe.destinationLo = isV4 ? 0 : Ipv6.destinationLo(bytes, at) & destinationMaskLo;
    return aimAtPorts(packet);
  }

  private boolean aimAtPorts(Inspection packet) {
    probe.ports = 0;
    boolean asks = (limits.mode() & 10) != 0;
    boolean hasPorts =
        switch (packet.protocol()) {
          case IpProtocol.TCP,
              IpProtocol.UDP,
              IpProtocol.UDPLITE,
              IpProtocol.SCTP,
              IpProtocol.DCCP ->
              true;
          default -> false;
        };
    if (!asks || !hasPorts) {
      return true;
    }
    if (packet.fragment() != 0 || !packet.hasTransport(4)) {
      packet.hotDrop();
      return false;
    }
    int source = (limits.mode() & 2) != 0 ? packet.sourcePort() : 0;
    int destination = (limits.mode() & 8) != 0 ? packet.destinationPort() : 0;
    probe.ports = source << 16 | destination;
    return true;
  }

  /// As `/proc/net/ipt_hashlimit/NAME` tells it.
  String text(Netns netns) {
    long now = netns.world().loop().now();
    StringBuilder out = new StringBuilder();
    Family family = limits.bits() == 32 ? Family.IPV4 : Family.IPV6;
    buckets.forEach((group, bucket) -> {
      long left = (limits.expire() * MILLISECOND - (now - bucket.last)) / SECOND;
      out.append(left).append(' ');
      out.append(new Ip(family, group.sourceHi, group.sourceLo).text());
      out.append(':').append(group.ports >>> 16).append("->");
      out.append(new Ip(family, group.destinationHi, group.destinationLo).text());
      out.append(':').append(group.ports & 0xffff).append(' ');
      out.append(figures(bucket)).append('\n');
    });
    return out.toString();
  }

  /// What is left, the most there can be, and what a packet costs; in the same places of the
  /// kernel's memory intervals have their length, whether the last one had too much, and its count.
  private String figures(Bucket bucket) {
    if (!limits.rateMatch()) {
      return bucket.credit + " " + full + " " + limits.rate().period() * 1000;
    }
    long head = limits.rateInterval() | (bucket.exceeded ? 1L << 32 : 0);
    return head + " " + bucket.credit + " " + perInterval();
  }
}
