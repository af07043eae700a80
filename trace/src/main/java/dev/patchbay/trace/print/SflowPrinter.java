package dev.patchbay.trace.print;

/// sFlow version 5: samples of packets and of counters that a switch reports.
final class SflowPrinter {
  private static final int HEADER = 28;
  private static final int HEADER6 = 40;
  private static final int VERSION = 5;
  private static final int FLOW = 1;
  private static final int COUNTERS = 2;
  private static final int EXPANDED_FLOW = 3;
  private static final int EXPANDED_COUNTERS = 4;

  /// Kinds of records that are named, and whose bytes are not shown.
  private static final int FIRST_EXTENSION = 1001;

  private static final int LAST_EXTENSION = 1012;

  private static final Tokens SAMPLES =
      Tokens.of(
          """
          1 flow sample
          2 counter sample
          3 expanded flow sample
          4 expanded counter sample
          """);

  private static final Tokens FLOWS =
      Tokens.of(
          """
          1 Raw packet
          2 Ethernet frame
          3 IPv4 Data
          4 IPv6 Data
          1001 Extended Switch data
          1002 Extended Router data
          1003 Extended Gateway data
          1004 Extended User data
          1005 Extended URL data
          1006 Extended MPLS data
          1007 Extended NAT data
          1008 Extended MPLS tunnel
          1009 Extended MPLS VC
          1010 Extended MPLS FEC
          1011 Extended MPLS LVP FEC
          1012 Extended VLAN Tunnel
          """);

  private static final Tokens RAW =
      Tokens.of(
          """
          1 Ethernet
          11 IPv4
          12 IPv6
          """);

  private final Dissection d;

  /// Where the datagram ends, as its length says.
  private final int end;

  private SflowPrinter(Dissection d, int end) {
    this.d = d;
    this.end = end;
  }

  static void print(Dissection d, int at, int length) {
    d.protocol("sflow");
    long family = d.u4(at + 4);
    int header = family == 1 ? HEADER : HEADER6;
    if (length < header && (family == 1 || family == 2)) {
      d.print("sFlowv%d [length %d < %d]", d.u4(at), length, HEADER);
      d.invalid();
      return;
    }
    d.need(at, HEADER);
    if (d.u4(at) != VERSION) {
      d.print("sFlow version %d packet not supported", d.u4(at));
      return;
    }
    boolean ip4 = family == 1;
    int next = at + (ip4 ? 12 : 24);
    String agent = ip4 ? d.host4(at + 8) : d.host6(at + 8);
    d.print("sFlowv%d, %s agent %s, ", VERSION, ip4 ? "IPv4" : "IPv6", agent);
    d.put("agent-id ").put(d.u4(next));
    if (d.verbose()) {
      d.print(", seqnum %d, uptime %d", d.u4(next + 4), d.u4(next + 8));
      d.put(", samples ").put(d.u4(next + 12));
    }
    d.put(", length ").put(length);
    if (d.verbose() && !new SflowPrinter(d, at + length).samples(at + header, d.u4(next + 12))) {
      d.invalid();
    }
  }

  /// Prints the samples; false when one of them cannot be.
  private boolean samples(int from, long count) {
    int at = from;
    for (long i = 0; i < count && at < end; i++) {
      long type = d.u4(at) & 0xfff;
      long length = d.u4(at + 4);
      if (end - at < 8) {
        return false;
      }
      d.print("\n\t%s (%d), length %d,", SAMPLES.name(type, "Unknown"), type, length);
      if (type == 0 || length == 0) {
        return true;
      }
      at += 8;
      if (end - at < length) {
        return false;
      }
      d.need(at, length);
      if (!sample((int) type, at, (int) length)) {
        return false;
      }
      at += (int) length;
    }
    return true;
  }

  private boolean sample(int type, int at, int length) {
    int header =
        switch (type) {
          case FLOW -> 32;
          case COUNTERS -> 12;
          case EXPANDED_FLOW -> 44;
          case EXPANDED_COUNTERS -> 16;
          default -> 0;
        };
    if (header == 0) {
      bytes(at, "\n\t    ", length);
      return true;
    }
    if (end - at < header) {
      return false;
    }
    boolean expanded = type >= EXPANDED_FLOW;
    d.print(" seqnum %d, ", d.u4(at));
    d.print("type %d, ", expanded ? d.u4(at + 4) : d.u1(at + 4));
    d.print("idx %d, ", expanded ? d.u4(at + 8) : d.u3(at + 5));
    int next = at + (expanded ? 12 : 8);
    boolean flow = type == FLOW || type == EXPANDED_FLOW;
    if (flow) {
      d.print("rate %d, pool %d, drops %d, ", d.u4(next), d.u4(next + 4), d.u4(next + 8));
    }
    if (type == FLOW) {
      d.print("input %d output %d ", d.u4(next + 12), d.u4(next + 16));
    }
    long records = d.u4(at + header - 4);
    d.put("records ").put(records);
    return records(flow, at + header, records);
  }

  private boolean records(boolean flow, int from, long count) {
    int at = from;
    for (long i = 0; i < count; i++) {
      if (end - at < 8) {
        return false;
      }
      long format = d.u4(at);
      long length = d.u4(at + 4);
      int type = (int) (format & 0xfff);
      long enterprise = format >> (flow ? 12 : 20);
      Tokens names = flow ? FLOWS : SflowCounters.NAMES;
      String name = enterprise == 0 ? names.name(type, "Unknown") : "Unknown";
      d.print("\n\t    enterprise %d%s %s (%d)", enterprise, flow ? "" : ",", name, type);
      d.put(" length ").put(length);
      at += 8;
      if (end - at < length) {
        return false;
      }
      if (enterprise == 0 && !(flow ? flow(type, at, length) : counters(type, at, length))) {
        return false;
      }
      at += (int) length;
    }
    return true;
  }

  private boolean flow(int type, int at, long length) {
    switch (type) {
      case 1 -> {
        if (end - at < 16) {
          return false;
        }
        d.print("\n\t      protocol %s (%d)", RAW.name(d.u4(at), "Unknown"), d.u4(at));
        d.print(", length %d, stripped bytes %d", d.u4(at + 4), d.u4(at + 8));
        d.put(", header_size ").put(d.u4(at + 12));
      }
      case 2 -> {
        if (end - at < 24) {
          return false;
        }
        d.print("\n\t      frame len %d, type %d", d.u4(at), d.u4(at + 20));
      }
      case FIRST_EXTENSION -> {
        if (end - at < 16) {
          return false;
        }
        d.print("\n\t      src vlan %d, src pri %d", d.u4(at), d.u4(at + 4));
        d.print(", dst vlan %d, dst pri %d", d.u4(at + 8), d.u4(at + 12));
      }
      default -> {
        if (type > LAST_EXTENSION || (type > 4 && type < FIRST_EXTENSION)) {
          bytes(at, "\n\t\t", length);
        }
      }
    }
    return true;
  }

  private boolean counters(int type, int at, long length) {
    if (SflowCounters.NAMES.find(type) == null) {
      bytes(at, "\n\t\t", length);
      return true;
    }
    return SflowCounters.print(d, type, at, end);
  }

  private void bytes(int at, String indent, long length) {
    if (!d.verbose(2)) {
      d.raw(at, indent, length);
    }
  }
}
