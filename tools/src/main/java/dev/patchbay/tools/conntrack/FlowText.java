package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConnectionSnapshot;
import dev.patchbay.filter.conntrack.ConnectionSnapshot.Direction;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a flow is shown: as a line, as XML, or as the words that make it again.
///
/// @param extended with the family before it
/// @param ids with its number
record FlowText(boolean extended, boolean ids, boolean xml, boolean save, boolean timestamps) {
  /// The flow in a listing.
  String listed(ConnectionSnapshot flow) {
    return listed(flow, 1);
  }

  /// The flow in a listing, held by so many.
  String listed(ConnectionSnapshot flow, int use) {
    if (save) {
      return saved(flow);
    }
    if (xml) {
      return xml(flow, "", "<mark>" + mark(flow) + "</mark><use>" + use + "</use>");
    }
    StringBuilder out = line(flow, true);
    out.append("mark=").append(mark(flow)).append(' ');
    showZone(out, flow);
    if (flow.helper() != null) {
      out.append("helper=").append(flow.helper()).append(' ');
    }
    out.append("use=").append(use);
    out.append(ids ? " id=" + Integer.toUnsignedString(flow.id()) : "");
    return out.toString();
  }

  private static String mark(ConnectionSnapshot flow) {
    return Integer.toUnsignedString(flow.mark());
  }

  private static void showZone(StringBuilder out, ConnectionSnapshot flow) {
    if (flow.originalZone() != 0) {
      out.append("zone=").append(flow.originalZone()).append(' ');
    }
  }

  /// The flow in an event of that kind: `NEW`, `UPDATE`, `DESTROY`.
  String event(ConnectionSnapshot flow, String kind) {
    if (xml) {
      return xml(flow, " type=\"" + kind.toLowerCase(Locale.ROOT) + "\"", mark0(flow));
    }
    boolean ends = kind.equals("DESTROY");
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%9s ", "[" + kind + "]")).append(line(flow, !ends));
    out.append(flow.mark() == 0 ? "" : "mark=" + mark(flow) + " ");
    showZone(out, flow);
    out.append(ids ? "id=" + Integer.toUnsignedString(flow.id()) : "");
    return out.toString().stripTrailing();
  }

  private static String mark0(ConnectionSnapshot flow) {
    return flow.mark() == 0 ? "" : "<mark>" + mark(flow) + "</mark>";
  }

  private StringBuilder line(ConnectionSnapshot flow, boolean lives) {
    StringBuilder out = new StringBuilder();
    if (extended) {
      out.append(flow.family() == Family.IPV4 ? "ipv4     2 " : "ipv6     10 ");
    }
    out.append(String.format(Locale.ROOT, "%-8s %d ", flow.protocolName(), flow.protocol()));
    out.append(lives ? flow.seconds() + " " : "");
    out.append(flow.state().isEmpty() || !lives ? "" : flow.state() + " ");
    showDirection(out, flow, flow.original());
    out.append(flow.has(Connection.SEEN_REPLY) ? "" : "[UNREPLIED] ");
    showDirection(out, flow, flow.reply());
    out.append(flow.has(Connection.ASSURED) ? "[ASSURED] " : "");
    return out;
  }

  private static void showDirection(StringBuilder out, ConnectionSnapshot flow, Direction one) {
    out.append("src=").append(one.source().text());
    out.append(" dst=").append(one.destination().text()).append(' ');
    int from = one.sourceNumber();
    int to = one.destinationNumber();
    switch (flow.numberNames()) {
      case NONE -> {}
      case PORTS -> out.append("sport=").append(from).append(" dport=").append(to).append(' ');
      case ICMP -> {
        out.append("type=").append(to >>> 8).append(" code=").append(to & 0xff);
        out.append(" id=").append(from).append(' ');
      }
      case KEYS -> {
        out.append("srckey=0x").append(Integer.toHexString(from));
        out.append(" dstkey=0x").append(Integer.toHexString(to)).append(' ');
      }
    }
    if (flow.counts()) {
      out.append("packets=").append(one.packets());
      out.append(" bytes=").append(one.bytes()).append(' ');
    }
  }

  // ---- XML

  private String xml(ConnectionSnapshot flow, String type, String about) {
    StringBuilder out = new StringBuilder("<flow").append(type).append('>');
    xmlDirection(out, "original", flow, flow.original());
    xmlDirection(out, "reply", flow, flow.reply());
    out.append("<meta direction=\"independent\">");
    out.append(flow.state().isEmpty() ? "" : "<state>" + flow.state() + "</state>");
    out.append("<timeout>").append(flow.seconds()).append("</timeout>").append(about);
    out.append("<id>").append(Integer.toUnsignedString(flow.id())).append("</id>");
    out.append(flow.has(Connection.ASSURED) ? "<assured/>" : "");
    out.append(flow.has(Connection.SEEN_REPLY) ? "" : "<unreplied/>");
    return out.append("</meta></flow>").toString();
  }

  private static void xmlDirection(
      StringBuilder out, String name, ConnectionSnapshot flow, Direction one) {
    boolean v4 = flow.family() == Family.IPV4;
    out.append("<meta direction=\"").append(name).append("\"><layer3 protonum=\"");
    out.append(v4 ? "2\" protoname=\"ipv4\">" : "10\" protoname=\"ipv6\">");
    out.append("<src>").append(one.source().text()).append("</src><dst>");
    out.append(one.destination().text()).append("</dst></layer3><layer4 protonum=\"");
    out.append(flow.protocol()).append("\" protoname=\"").append(flow.protocolName()).append("\">");
    switch (flow.numberNames()) {
      case PORTS -> {
        out.append("<sport>").append(one.sourceNumber()).append("</sport>");
        out.append("<dport>").append(one.destinationNumber()).append("</dport>");
      }
      case NONE, ICMP, KEYS -> {}
    }
    out.append("</layer4>");
    if (flow.counts()) {
      out.append("<counters><packets>").append(one.packets()).append("</packets><bytes>");
      out.append(one.bytes()).append("</bytes></counters>");
    }
    out.append("</meta>");
  }

  // ---- words

  private static String saved(ConnectionSnapshot flow) {
    List<String> words = new ArrayList<>(List.of("-A", "-t", Long.toString(flow.seconds())));
    List<String> status = new ArrayList<>();
    if (flow.has(Connection.SEEN_REPLY)) {
      status.add("SEEN_REPLY");
    }
    if (flow.has(Connection.ASSURED)) {
      status.add("ASSURED");
    }
    add(words, "-u", status.isEmpty() ? "UNSET" : String.join(",", status));
    add(words, "-s", flow.original().source().text());
    add(words, "-d", flow.original().destination().text());
    add(words, "-r", flow.reply().source().text());
    add(words, "-q", flow.reply().destination().text());
    add(words, "-p", flow.protocolName());
    switch (flow.numberNames()) {
      case PORTS -> {
        add(words, "--sport", Integer.toString(flow.original().sourceNumber()));
        add(words, "--dport", Integer.toString(flow.original().destinationNumber()));
        add(words, "--reply-port-src", Integer.toString(flow.reply().sourceNumber()));
        add(words, "--reply-port-dst", Integer.toString(flow.reply().destinationNumber()));
      }
      case ICMP -> {
        add(words, "--icmp-type", Integer.toString(flow.original().destinationNumber() >>> 8));
        add(words, "--icmp-code", Integer.toString(flow.original().destinationNumber() & 0xff));
        add(words, "--icmp-id", Integer.toString(flow.original().sourceNumber()));
      }
      case NONE, KEYS -> {}
    }
    if (!flow.state().isEmpty()) {
      add(words, "--state", flow.state());
    }
    return String.join(" ", words);
  }

  private static void add(List<String> words, String option, String value) {
    words.add(option);
    words.add(value);
  }
}
