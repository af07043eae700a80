package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What IPv6 and ICMPv6 have counted on one device (`/proc/net/dev_snmp6/DEV`), or in a whole
/// namespace. Takes room when something has been counted.
public final class Ip6Counters {
  private static final int ECN_MASK = 3;

  /// Marks a type of ICMPv6 messages as those that were made here.
  private static final int MADE_HERE = 0x100;

  private long @Nullable [] values;
  private int[] types = {};
  private long[] messages = {};

  Ip6Counters() {}

  /// Where packets of the device count.
  public static Ip6Counters of(NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    return inet == null ? Ip6Netns.of(device.netns()).otherCounters() : inet.counters();
  }

  private long[] values() {
    long[] known = values;
    if (known == null) {
      known = new long[Ip6Counter.values().length];
      values = known;
    }
    return known;
  }

  /// How much has been counted.
  public long value(Ip6Counter counter) {
    long[] known = values;
    return known == null ? 0 : known[counter.ordinal()];
  }

  void count(Ip6Counter counter) {
    values()[counter.ordinal()]++;
  }

  /// Counts a packet of so many bytes.
  public void count(Ip6Counter packets, Ip6Counter octets, int bytes) {
    long[] known = values();
    known[packets.ordinal()]++;
    known[octets.ordinal()] += bytes;
  }

  /// Counts so many packets that have come in, by the congestion bits of their traffic class.
  void countCongestion(int trafficClass, int packets) {
    values()[Ip6Counter.IN_NO_ECT_PKTS.ordinal() + (trafficClass & ECN_MASK)] += packets;
  }

  // ---- by type

  void countIcmpIn(int type) {
    countMessages(type, 1);
  }

  void countIcmpOut(int type) {
    count(Ip6Counter.ICMP_OUT_MSGS);
    countMessages(type | MADE_HERE, 1);
  }

  /// How many ICMPv6 messages of the type have come in.
  public long icmpIn(int type) {
    return messages(type);
  }

  /// How many ICMPv6 messages of the type were made here.
  public long icmpOut(int type) {
    return messages(type | MADE_HERE);
  }

  private long messages(int key) {
    for (int i = 0; i < types.length; i++) {
      if (types[i] == key) {
        return messages[i];
      }
    }
    return 0;
  }

  private void countMessages(int key, long more) {
    for (int i = 0; i < types.length; i++) {
      if (types[i] == key) {
        messages[i] += more;
        return;
      }
    }
    types = Arrays.copyOf(types, types.length + 1);
    messages = Arrays.copyOf(messages, types.length);
    types[types.length - 1] = key;
    messages[types.length - 1] = more;
  }

  /// Adds what others have counted.
  void add(Ip6Counters others) {
    long[] theirs = others.values;
    for (int i = 0; theirs != null && i < theirs.length; i++) {
      values()[i] += theirs[i];
    }
    for (int i = 0; i < others.types.length; i++) {
      countMessages(others.types[i], others.messages[i]);
    }
  }
}
