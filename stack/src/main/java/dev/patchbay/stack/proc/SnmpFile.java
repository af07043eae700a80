package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.address.NetnsSettings;
import dev.patchbay.stack.ip.IcmpCounter;
import dev.patchbay.stack.ip.IpCounter;
import dev.patchbay.stack.ip.IpCounters;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.tcp.TcpCounter;
import dev.patchbay.stack.tcp.TcpStack;
import dev.patchbay.stack.udp.UdpCounter;
import dev.patchbay.stack.udp.UdpCounters;
import dev.patchbay.stack.udp.UdpTable;

/// `/proc/net/snmp` (net/ipv4/proc.c): two lines a group, names and numbers; and `snmp6`, a line a
/// counter.
final class SnmpFile {
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

  private static final int NAME = 32;

  private SnmpFile() {}

  static void add(Machine machine) {
    machine.procFiles().addNet("snmp", SnmpFile::snmp);
    machine.procFiles().addNet("snmp6", SnmpFile::snmp6);
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
    return ip.text() + icmp(counters) + byType(counters) + tcp(netns) + udp(netns);
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

  /// The first four are settings that nobody can change.
  private static String tcp(Netns netns) {
    Group tcp = new Group("Tcp");
    tcp.add("RtoAlgorithm", 1);
    tcp.add("RtoMin", 200);
    tcp.add("RtoMax", 120_000);
    tcp.add("MaxConn", -1);
    for (TcpCounter counter : TcpCounter.values()) {
      if (!counter.isExtended()) {
        tcp.add(counter.label(), TcpStack.of(netns).counters().value(counter));
      }
    }
    return tcp.text();
  }

  private static String udp(Netns netns) {
    Group udp = new Group("Udp");
    Group lite = new Group("UdpLite");
    for (UdpCounter counter : UdpCounter.values()) {
      udp.add(counter.label(), UdpTable.of(netns).counters(Family.IPV4).value(counter));
      lite.add(counter.label(), 0);
    }
    return udp.text() + lite.text();
  }

  static String snmp6(Netns netns) {
    StringBuilder text = new StringBuilder(Ip6.snmp6(netns));
    UdpCounters counters = UdpTable.of(netns).counters(Family.IPV6);
    for (UdpCounter counter : UdpCounter.values()) {
      line(text, "Udp6" + counter.label(), counters.value(counter));
    }
    for (UdpCounter counter : UdpCounter.values()) {
      if (counter != UdpCounter.IGNORED_MULTI) {
        line(text, "UdpLite6" + counter.label(), 0);
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).repeat(' ', NAME - name.length()).append('\t').append(value).append('\n');
  }
}
