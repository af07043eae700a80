package dev.patchbay.trace.print;

import dev.patchbay.packet.Checksum;

/// IGMP (RFC 1112, 2236, 3376): queries, reports and what multicast routers tried out.
final class IgmpPrinter {
  private static final int TRACE_QUERY = 16;
  private static final int USUAL_RESPONSE_TIME = 100;

  private IgmpPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("igmp");
    if (d.options.quiet() > 0) {
      d.put("igmp");
      return;
    }
    switch (d.u1(at)) {
      case 0x11 -> query(d, at, length);
      case 0x12 -> {
        d.put("igmp v1 report ").put(d.host4(at + 4));
        unusual(d, length);
      }
      case 0x16 -> d.put("igmp v2 report ").put(d.host4(at + 4));
      case 0x17 -> d.put("igmp leave ").put(d.host4(at + 4));
      case 0x22 -> {
        d.put("igmp v3 report");
        report(d, at, length);
      }
      case 0x1e -> trace(d, "mresp", at, length);
      case 0x1f -> trace(d, "mtrace", at, length);
      default -> d.put("igmp-").put(d.u1(at));
    }
    if (d.verbose() && length >= 4 && d.has(at, length) && Checksum.of(d.bytes, at, length) != 0) {
      d.print(" bad igmp cksum %x!", d.u2(at + 2));
    }
  }

  private static void unusual(Dissection d, int length) {
    if (length != 8) {
      d.print(" [len %d]", length);
    }
  }

  private static void query(Dissection d, int at, int length) {
    d.put("igmp query");
    if (length >= 12) {
      query3(d, at, length);
      return;
    }
    int time = d.u1(at + 1);
    d.put(time == 0 ? " v1" : " v2");
    if (time != 0 && time != USUAL_RESPONSE_TIME) {
      d.print(" [max resp time %d]", time);
    }
    if (d.u4(at + 4) != 0) {
      d.print(" [gaddr %s]", d.host4(at + 4));
    }
    unusual(d, length);
  }

  private static void query3(Dissection d, int at, int length) {
    d.put(" v3");
    if ((length & 3) != 0) {
      d.print(" [invalid len %d]", length);
      return;
    }
    int code = d.u1(at + 1);
    if (code != USUAL_RESPONSE_TIME) {
      int tenths = code < 128 ? code : ((code & 0x0f) | 0x10) << ((code >> 4 & 7) + 3);
      d.put(" [max resp time ");
      d.put(tenths < 600 ? "%.1fs".formatted(tenths * 0.1) : Spans.text(tenths / 10)).put(']');
    }
    if (d.u4(at + 4) == 0) {
      return;
    }
    d.put(" [gaddr ").put(d.host4(at + 4));
    int sources = d.u2(at + 10);
    if (sources > 0) {
      if (length < 12 + 4 * sources) {
        d.put(" [invalid number of sources]");
      } else {
        GroupRecords.IGMP.sources(d, at + 12, sources);
      }
    }
    d.put(']');
  }

  private static void report(Dissection d, int at, int length) {
    if (length < 16 || (length & 3) != 0) {
      d.print(" [invalid len %d]", length);
      return;
    }
    GroupRecords.IGMP.report(d, at, length);
  }

  private static void trace(Dissection d, String name, int at, int length) {
    if (length < 8 + TRACE_QUERY) {
      d.print(" [invalid len %d]", length);
      return;
    }
    int query = at + 8;
    d.print(
        "%s %d: %s to %s reply-to %s",
        name, d.u3(query + 13), d.host4(query), d.host4(query + 4), d.host4(query + 8));
    if (d.u1(query + 8) >> 4 == 0xe) {
      d.print(" with-ttl %d", d.u1(query + 12));
    }
  }
}
