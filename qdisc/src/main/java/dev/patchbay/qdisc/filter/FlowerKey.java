package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.TunnelKey;
import java.util.List;

/// Something a packet is to have: a field of a header, up to eight bytes of it, between two values
/// under a mask.
///
/// @param name as it is written and shown
/// @param where the header it is in
/// @param at where in that, in bytes
/// @param size how many bytes, up to eight
/// @param text how the value is shown; empty for what is not shown by itself
record FlowerKey(
    String name, Where where, int at, int size, long mask, long least, long most, String text) {
  /// The headers, and what is known beside them.
  enum Where {
    LINK,
    NETWORK,
    LABELS,
    TRANSPORT,
    ETHER_TYPE,
    PROTOCOL,
    VLAN,
    INNER_VLAN,
    VLAN_PROTOCOL,
    FRAGMENT,
    DEVICE,
    VLANS,
    TRACKED_STATE,
    TRACKED_ZONE,
    TRACKED_MARK,
    TRACKED_LABEL,
    OUTER_ID,
    OUTER_SOURCE,
    OUTER_DESTINATION,
    OUTER_PORT,
    OUTER_TOS,
    OUTER_TTL,
    OUTER_GROUP;

    /// Whether it is of the headers that a tunnel has taken off.
    boolean isOuter() {
      return compareTo(OUTER_ID) >= 0;
    }
  }

  /// A field that is to be one value.
  static FlowerKey exact(
      String name, Where where, int at, int size, long value, long mask, String text) {
    return new FlowerKey(name, where, at, size, mask, value & mask, value & mask, text);
  }

  /// The field and its mask alone.
  FlowerKey withoutValue() {
    return new FlowerKey(name, where, at, size, mask, 0, 0, "");
  }

  boolean matches(byte[] bytes, Dissection headers, int device) {
    if (where.isOuter()) {
      return headers.tunnel != null && matches(headers.tunnel);
    }
    long value =
        switch (where) {
          case LINK -> field(bytes, headers.link, headers.end);
          case NETWORK -> field(bytes, headers.network, headers.end);
          case LABELS -> headers.entry(bytes, at);
          case TRANSPORT -> field(bytes, headers.transport, headers.end);
          case ETHER_TYPE -> headers.etherType;
          case PROTOCOL -> headers.protocol;
          case VLAN -> headers.vlan;
          case INNER_VLAN -> headers.innerVlan;
          case VLAN_PROTOCOL -> headers.vlanProtocol;
          case FRAGMENT -> (headers.fragment ? 1 : 0) | (headers.firstFragment ? 2 : 0);
          case VLANS -> headers.vlans;
          case TRACKED_STATE -> headers.trackedState();
          case TRACKED_MARK ->
              headers.tracked == null ? 0 : Integer.toUnsignedLong(headers.tracked.mark());
          // Connections have no labels, and belong to the one zone.
          case TRACKED_ZONE, TRACKED_LABEL -> 0;
          default -> device;
        };
    boolean missing = value == Dissection.NONE && size < Long.BYTES;
    long masked = value & mask;
    return !missing && masked >= least && masked <= most;
  }

  private boolean matches(TunnelKey key) {
    long value =
        switch (where) {
          case OUTER_ID -> key.id();
          case OUTER_SOURCE -> half(key.source());
          case OUTER_DESTINATION -> half(key.destination());
          case OUTER_PORT -> key.destinationPort();
          case OUTER_TOS -> key.tos();
          case OUTER_GROUP -> Integer.toUnsignedLong(key.group());
          default -> key.ttl();
        };
    boolean there = where != Where.OUTER_GROUP || key.has(TunnelKey.HAS_GROUP);
    return there && (value & mask) == least;
  }

  /// The half of the address that is asked for.
  private long half(Ip address) {
    return at == 0 ? address.hi() : address.lo();
  }

  private long field(byte[] bytes, int base, int end) {
    if (base < 0 || base + at + size > end) {
      return Dissection.NONE;
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | (bytes[base + at + i] & 0xff);
    }
    return value;
  }

  /// An entry of the label stack, whose text is pairs of a word and a number.
  static FlowerKey entry(int depth, int value, int mask, String text) {
    return exact("lse", Where.LABELS, depth, 4, value & 0xffff_ffffL, mask & 0xffff_ffffL, text);
  }

  static void show(Output out, List<FlowerKey> keys) {
    boolean inStack = false;
    for (FlowerKey key : keys) {
      boolean isEntry = key.where == Where.LABELS;
      if (isEntry && !inStack) {
        out.openArray("mpls");
        out.text("\n  mpls");
      } else if (!isEntry && inStack) {
        out.closeArray();
      }
      inStack = isEntry;
      key.show(out);
    }
    if (inStack) {
      out.closeArray();
    }
  }

  /// Some of iproute2's numbers are texts in JSON.
  private boolean isWrittenAsText() {
    return name.equals("eth_type")
        || name.equals("mpls_tc")
        || name.equals("mpls_bos")
        || name.equals("mpls_ttl")
        || name.equals("icmp_type")
        || name.equals("icmp_code")
        || name.equals("ct_label");
  }

  private boolean isShownApart() {
    return name.endsWith("_tos") || name.endsWith("_ttl") || name.equals("ct_mark");
  }

  /// Value and mask, where JSON has them apart.
  private void showApart(Output out, String value, String under) {
    if (where != Where.OUTER_GROUP) {
      out.jsonNumber(name, Long.parseLong(value));
      out.jsonString(name + "_mask", under.substring(2));
      return;
    }
    showGroup(out, "vxlan_opt_key", value);
    showGroup(out, "vxlan_opt_mask", under);
  }

  private static void showGroup(Output out, String key, String group) {
    out.openArray(key);
    out.openObject(null);
    out.jsonNumber("gbp", Long.parseLong(group));
    out.closeObject();
    out.closeArray();
  }

  /// Whether it is a range of ports.
  boolean isRange() {
    return where == Where.TRANSPORT && least != most;
  }

  /// Whether it is a fragment, and the first: what was not asked for is not said.
  private void showFlags(Output out) {
    out.openObject(name);
    if ((mask & 1) != 0) {
      out.jsonBoolean("frag", (least & 1) != 0);
    }
    if ((mask & 2) != 0) {
      out.jsonBoolean("firstfrag", (least & 2) != 0);
    }
    out.closeObject();
  }

  private void showEntry(Output out) {
    out.openObject(null);
    out.text("\n    lse");
    List<String> words = List.of(text.split(" ", -1));
    for (int i = 0; i < words.size(); i += 2) {
      out.number(words.get(i), " " + words.get(i) + " ", Long.parseLong(words.get(i + 1)), "");
    }
    out.closeObject();
  }

  private void show(Output out) {
    if (where == Where.LABELS) {
      showEntry(out);
      return;
    }
    if (text.isEmpty()) {
      return;
    }
    int slash = text.indexOf('/');
    if (out.isJson() && slash > 0 && (where == Where.OUTER_GROUP || isShownApart())) {
      showApart(out, text.substring(0, slash), text.substring(slash + 1));
      return;
    }
    if (out.isJson() && where == Where.FRAGMENT) {
      showFlags(out);
      return;
    }
    if (out.isJson() && isRange()) {
      out.openObject(name);
      out.jsonNumber("start", least);
      out.jsonNumber("end", most);
      out.closeObject();
      return;
    }
    boolean number = text.chars().allMatch(Character::isDigit) && !isWrittenAsText();
    if (out.isJson() && number) {
      out.jsonNumber(name, Long.parseLong(text));
    } else {
      out.string(name, "\n  " + name + " ", text, "");
    }
  }
}
