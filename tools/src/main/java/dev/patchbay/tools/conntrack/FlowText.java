package dev.patchbay.tools.conntrack;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConnectionSnapshot;
import dev.patchbay.filter.conntrack.ConnectionSnapshot.Direction;
import dev.patchbay.filter.conntrack.NumberNames;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a flow is shown: as a line, as XML, or as the words that make it again.
///
/// @param extended with the family before it
/// @param ids with its number
/// @param labels the names of labels, where they are shown
record FlowText(
    boolean extended,
    boolean ids,
    boolean xml,
    boolean save,
    boolean timestamps,
    Map<Integer, String> labels) {
  /// The flow in a listing, held by so many.
  String listed(ConnectionSnapshot flow, int use) {
    if (save) {
      return saved(flow, "-A");
    }
    if (xml) {
      return xml(flow, "", flow.counts(), "<mark>" + mark(flow) + "</mark><use>" + use + "</use>");
    }
    StringBuilder out = line(flow, true, flow.counts());
    out.append("mark=").append(mark(flow)).append(' ');
    showZone(out, flow);
    if (flow.helper() != null) {
      out.append("helper=").append(flow.helper()).append(' ');
    }
    out.append("use=").append(use);
    showEnd(out, flow);
    return out.toString();
  }

  /// The flow that has just been ended.
  String deleted(ConnectionSnapshot flow) {
    return save ? saved(flow, "-D") : listed(flow, 1);
  }

  private void showEnd(StringBuilder out, ConnectionSnapshot flow) {
    out.append(ids ? " id=" + Integer.toUnsignedString(flow.id()) : "");
    if (!labels.isEmpty() && flow.hasLabels()) {
      List<String> names = new ArrayList<>();
      labels.forEach((number, name) -> {
        if (flow.hasLabel(number)) {
          names.add(name);
        }
      });
      out.append(" labels=").append(String.join(",", names));
    }
  }

  private static String mark(ConnectionSnapshot flow) {
    return Integer.toUnsignedString(flow.mark());
  }

  /// The zone of both directions; those of one stand behind its numbers.
  private static void showZone(StringBuilder out, ConnectionSnapshot flow) {
    if (flow.originalZone() != 0 && flow.originalZone() == flow.replyZone()) {
      out.append("zone=").append(flow.originalZone()).append(' ');
    }
  }

  /// The flow in an event of that kind: `NEW`, `UPDATE`, `DESTROY`.
  ///
  /// @param marked whether its mark is told, be it 0
  String event(ConnectionSnapshot flow, String kind, boolean marked) {
    boolean ends = kind.equals("DESTROY");
    boolean tells = flow.mark() != 0 || (marked && !ends);
    if (save) {
      return saved(flow, ends ? "-D" : kind.equals("NEW") ? "-A" : "-U");
    }
    if (xml) {
      String about = tells ? "<mark>" + mark(flow) + "</mark>" : "";
      return xml(
          flow, " type=\"" + kind.toLowerCase(Locale.ROOT) + "\"", ends && flow.counts(), about);
    }
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%9s ", "[" + kind + "]"));
    out.append(line(flow, !ends || flow.seconds() > 0, ends && flow.counts()));
    out.append(tells ? "mark=" + mark(flow) + " " : "");
    showZone(out, flow);
    String line = out.toString().stripTrailing();
    out.setLength(0);
    out.append(line);
    showEnd(out, flow);
    return out.toString();
  }

  private StringBuilder line(ConnectionSnapshot flow, boolean timed, boolean counted) {
    StringBuilder out = new StringBuilder();
    if (extended) {
      out.append(flow.family() == Family.IPV4 ? "ipv4     2 " : "ipv6     10 ");
    }
    out.append(String.format(Locale.ROOT, "%-8s %d ", flow.protocolName(), flow.protocol()));
    out.append(timed ? flow.seconds() + " " : "");
    out.append(flow.state().isEmpty() ? "" : flow.state() + " ");
    showDirection(out, flow, flow.original(), counted);
    out.append(flow.has(Connection.SEEN_REPLY) ? "" : "[UNREPLIED] ");
    showDirection(out, flow, flow.reply(), counted);
    out.append(flow.has(Connection.ASSURED) ? "[ASSURED] " : "");
    return out;
  }

  private static void showDirection(
      StringBuilder out, ConnectionSnapshot flow, Direction one, boolean counted) {
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
    boolean first = one == flow.original();
    int zone = first ? flow.originalZone() : flow.replyZone();
    if (zone != 0 && flow.originalZone() != flow.replyZone()) {
      out.append(first ? "zone-orig=" : "zone-reply=").append(zone).append(' ');
    }
    if (counted) {
      out.append("packets=").append(one.packets());
      out.append(" bytes=").append(one.bytes()).append(' ');
    }
  }

  // ---- XML

  private String xml(ConnectionSnapshot flow, String type, boolean counted, String about) {
    StringBuilder out = new StringBuilder("<flow").append(type).append('>');
    xmlDirection(out, "original", flow, counted);
    xmlDirection(out, "reply", flow, counted);
    out.append("<meta direction=\"independent\">");
    out.append(flow.state().isEmpty() ? "" : "<state>" + flow.state() + "</state>");
    out.append("<timeout>").append(flow.seconds()).append("</timeout>").append(about);
    out.append("<id>").append(Integer.toUnsignedString(flow.id())).append("</id>");
    out.append(flow.has(Connection.ASSURED) ? "<assured/>" : "");
    out.append(flow.has(Connection.SEEN_REPLY) ? "" : "<unreplied/>");
    return out.append("</meta></flow>").toString();
  }

  private static void xmlDirection(
      StringBuilder out, String name, ConnectionSnapshot flow, boolean counted) {
    Direction one = name.equals("original") ? flow.original() : flow.reply();
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
    if (counted) {
      out.append("<counters><packets>").append(one.packets()).append("</packets><bytes>");
      out.append(one.bytes()).append("</bytes></counters>");
    }
    out.append("</meta>");
  }

  // ---- words

  /// The words that make the flow, change it or end it.
  private static String saved(ConnectionSnapshot flow, String order) {
    List<String> words = new ArrayList<>(List.of(order, "-t", Long.toString(flow.seconds())));
    add(words, "-u", status(flow));
    if (flow.originalZone() == flow.replyZone()) {
      addZone(words, "-w", flow.originalZone());
    } else {
      addZone(words, "--orig-zone", flow.originalZone());
      addZone(words, "--reply-zone", flow.replyZone());
    }
    Direction original = flow.original();
    Direction reply = flow.reply();
    boolean to = flow.has(Connection.DST_NAT) && !reply.source().equals(original.destination());
    boolean from = flow.has(Connection.SRC_NAT) && !reply.destination().equals(original.source());
    add(words, "-s", original.source().text());
    add(words, "-d", original.destination().text());
    add(words, to ? "-g" : "-r", reply.source().text());
    add(words, from ? "-n" : "-q", reply.destination().text());
    boolean unknown = flow.numberNames() == NumberNames.NONE;
    add(words, "-p", unknown ? Integer.toString(flow.protocol()) : flow.protocolName());
    addNumbers(words, flow);
    if (!flow.state().isEmpty()) {
      add(words, "--state", flow.state());
    }
    return String.join(" ", words);
  }

  private static String status(ConnectionSnapshot flow) {
    List<String> status = new ArrayList<>();
    for (String word : List.of("SEEN_REPLY", "ASSURED", "FIXED_TIMEOUT", "EXPECTED")) {
      if (flow.has(Reader.statusBit(word))) {
        status.add(word);
      }
    }
    return status.isEmpty() ? "UNSET" : String.join(",", status);
  }

  private static void addNumbers(List<String> words, ConnectionSnapshot flow) {
    int source = flow.original().sourceNumber();
    int destination = flow.original().destinationNumber();
    int replySource = flow.reply().sourceNumber();
    int replyDestination = flow.reply().destinationNumber();
    switch (flow.numberNames()) {
      case PORTS -> {
        add(words, "--sport", source);
        add(words, "--dport", destination);
        add(words, "--reply-port-src", replySource);
        add(words, "--reply-port-dst", replyDestination);
      }
      case KEYS -> {
        add(words, "--srckey", source);
        add(words, "--dstkey", destination);
        add(words, "--reply-key-src", replySource);
        add(words, "--reply-key-dst", replyDestination);
      }
      case ICMP -> {
        String prefix = flow.family() == Family.IPV4 ? "--icmp-" : "--icmpv6-";
        add(words, prefix + "type", destination >>> 8);
        add(words, prefix + "code", destination & 0xff);
        add(words, prefix + "id", source);
      }
      case NONE -> {}
    }
  }

  private static void addZone(List<String> words, String option, int zone) {
    if (zone != 0) {
      add(words, option, zone);
    }
  }

  private static void add(List<String> words, String option, int value) {
    add(words, option, Integer.toString(value));
  }

  private static void add(List<String> words, String option, String value) {
    words.add(option);
    words.add(value);
  }
}
