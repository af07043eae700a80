package dev.patchbay.stack.ip;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.address.NetnsSettings;

/// `/proc/net/snmp` and the `IpExt` lines of `/proc/net/netstat` (net/ipv4/proc.c): two lines a
/// group, names and numbers.
final class SnmpFiles {
  /// What ICMP calls its types, in the order of the file.
  private enum Type {
    DestUnreachs(Icmp.UNREACHABLE),
    TimeExcds(Icmp.TIME_EXCEEDED),
    ParmProbs(Icmp.PARAMETER_PROBLEM),
    SrcQuenchs(Icmp.SOURCE_QUENCH),
    Redirects(Icmp.REDIRECT),
    Echos(Icmp.ECHO_REQUEST),
    EchoReps(Icmp.ECHO_REPLY),
    Timestamps(Icmp.TIMESTAMP_REQUEST),
    TimestampReps(Icmp.TIMESTAMP_REPLY),
    AddrMasks(Icmp.MASK_REQUEST),
    AddrMaskReps(Icmp.MASK_REPLY);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  /// Groups of protocols that come later.
  private static final String REST =
      """
      Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets \
      CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrors
      Tcp: 1 200 120000 -1 0 0 0 0 0 0 0 0 0 0 0
      Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors \
      IgnoredMulti MemErrors
      Udp: 0 0 0 0 0 0 0 0 0
      UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors \
      IgnoredMulti MemErrors
      UdpLite: 0 0 0 0 0 0 0 0 0
      """;

  /// One group: names and numbers.
  private static final class Group {
    private final StringBuilder names;
    private final StringBuilder numbers;

    Group(String title) {
      names = new StringBuilder(title).append(':');
      numbers = new StringBuilder(title).append(':');
    }

    void add(String name, long number) {
      names.append(' ').append(name);
      numbers.append(' ').append(number);
    }

    String text() {
      return names + "\n" + numbers + "\n";
    }
  }

  private SnmpFiles() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("snmp", SnmpFiles::snmp);
    machine.procFiles().addNet("netstat", SnmpFiles::netstat);
  }

  static String snmp(Netns netns) {
    IpStack stack = IpStack.of(netns);
    IpCounters counters = stack.counters();
    Group ip = new Group("Ip");
    boolean forwards =
        NetnsSettings.of(netns, Family.IPV4).all().value(Ipv4Setting.FORWARDING) != 0;
    ip.add("Forwarding", forwards ? 1 : 2);
    ip.add("DefaultTTL", stack.settings().get(IpSetting.IP_DEFAULT_TTL));
    for (IpCounter counter : IpCounter.values()) {
      if (!counter.isExtended()) {
        ip.add(counter.label(), counters.value(counter));
      }
    }
    return ip.text() + icmp(counters) + byType(counters) + REST;
  }

  private static String icmp(IpCounters counters) {
    Group icmp = new Group("Icmp");
    icmp.add("InMsgs", counters.value(IcmpCounter.IN_MSGS));
    icmp.add("InErrors", counters.value(IcmpCounter.IN_ERRORS));
    icmp.add("InCsumErrors", counters.value(IcmpCounter.IN_CSUM_ERRORS));
    for (Type type : Type.values()) {
      icmp.add("In" + type, counters.icmpIn(type.number));
    }
    icmp.add("OutMsgs", counters.value(IcmpCounter.OUT_MSGS));
    icmp.add("OutErrors", counters.value(IcmpCounter.OUT_ERRORS));
    icmp.add("OutRateLimitGlobal", counters.value(IcmpCounter.OUT_RATE_LIMIT_GLOBAL));
    icmp.add("OutRateLimitHost", counters.value(IcmpCounter.OUT_RATE_LIMIT_HOST));
    for (Type type : Type.values()) {
      icmp.add("Out" + type, counters.icmpOut(type.number));
    }
    return icmp.text();
  }

  /// The types that have been seen, those that came in first; nothing when there are none.
  private static String byType(IpCounters counters) {
    Group types = new Group("IcmpMsg");
    boolean seen = false;
    for (int type = 0; type < 256; type++) {
      if (counters.icmpIn(type) > 0) {
        types.add("InType" + type, counters.icmpIn(type));
        seen = true;
      }
    }
    for (int type = 0; type < 256; type++) {
      if (counters.icmpOut(type) > 0) {
        types.add("OutType" + type, counters.icmpOut(type));
        seen = true;
      }
    }
    return seen ? types.text() : "";
  }

  private static String netstat(Netns netns) {
    IpCounters counters = IpStack.of(netns).counters();
    Group tcp = new Group("TcpExt");
    tcp.add("IPReversePathFilter", counters.reversePathFilter());
    Group ip = new Group("IpExt");
    for (IpCounter counter : IpCounter.values()) {
      if (counter.isExtended()) {
        ip.add(counter.label(), counters.value(counter));
      }
    }
    return tcp.text() + ip.text();
  }
}
