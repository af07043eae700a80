package dev.patchbay.tools.ipset;

import dev.patchbay.filter.NameService;
import dev.patchbay.filter.set.Entry;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Mac;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Shows elements.
///
/// @param resolves names of addresses are looked up
record EntryText(TypeSyntax type, NameService names, boolean resolves) {
  /// The parts of an element, with commas between them.
  String element(Entry entry) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < type.parts().size(); i++) {
      Part part = type.parts().get(i);
      if (i > 0 && part == Part.ETHER && type.isLastOptional() && entry.mac == Entry.ABSENT) {
        break;
      }
      out.append(i == 0 ? "" : ",");
      part(part, i > 0, entry, out);
    }
    return out.toString();
  }

  private void part(Part part, boolean isSecond, Entry entry, StringBuilder out) {
    switch (part) {
      case IP, SINGLE_IP, HOSTS, NETWORK -> {
        if (isSecond) {
          address(entry.ip2, entry.ip2To, entry.cidr2, out);
        } else {
          address(entry.ip, entry.ipTo, entry.cidr, out);
        }
      }
      case PORT -> {
        String name = names.protocolName(entry.protocol);
        out.append(name == null ? Integer.toString(entry.protocol) : name).append(':');
        port(entry, out);
      }
      case PLAIN_PORT -> port(entry, out);
      case ETHER -> out.append(Mac.format(entry.mac).toUpperCase(Locale.ROOT));
      case IFACE -> out.append(entry.physdev ? "physdev:" : "").append(entry.iface);
      case MARK -> out.append(String.format(Locale.ROOT, "0x%08x", entry.mark));
      case NAME -> {
        out.append(entry.name);
        // The program takes every place for one behind another set.
        if (entry.reference != null) {
          out.append(" after ").append(entry.reference);
        }
      }
    }
  }

  private void address(@Nullable Ip from, @Nullable Ip to, int cidr, StringBuilder out) {
    Ip ip = Objects.requireNonNull(from);
    String prefix = cidr == Entry.ABSENT || cidr == ip.family().bits() ? "" : "/" + cidr;
    out.append(host(ip)).append(prefix);
    if (to != null) {
      out.append('-').append(host(to)).append(prefix);
    }
  }

  private String host(Ip ip) {
    String name = resolves ? names.nameOf(ip) : null;
    if (name == null) {
      return ip.text();
    }
    return name.contains("-") ? "[" + name + "]" : name;
  }

  private static void port(Entry entry, StringBuilder out) {
    IcmpNames icmp =
        switch (entry.protocol) {
          case IpProtocol.ICMP -> IcmpNames.V4;
          case IpProtocol.ICMPV6 -> IcmpNames.V6;
          default -> null;
        };
    if (icmp == null) {
      out.append(entry.port).append(entry.portTo == Entry.ABSENT ? "" : "-" + entry.portTo);
      return;
    }
    String name = icmp.name(entry.port);
    out.append(name == null ? (entry.port >> 8) + "/" + (entry.port & 0xff) : name);
  }

  /// The value of a word beside the element; null when it has none, empty for a flag that is set.
  static @Nullable String value(Word word, Entry entry) {
    return switch (word) {
      case TIMEOUT -> entry.timeout == Entry.ABSENT ? null : Long.toString(entry.timeout);
      case NOMATCH -> entry.nomatch ? "" : null;
      case WILDCARD -> entry.wildcard ? "" : null;
      case PACKETS -> counter(entry.packets);
      case BYTES -> counter(entry.bytes);
      case COMMENT -> entry.comment == null ? null : "\"" + entry.comment + "\"";
      case SKBMARK -> entry.hasPacketMark ? mark(entry) : null;
      case SKBPRIO -> entry.hasPriority ? priority(entry.priority) : null;
      case SKBQUEUE -> entry.queue == Entry.ABSENT ? null : Integer.toString(entry.queue);
      default -> null;
    };
  }

  private static @Nullable String counter(long count) {
    return count == Entry.ABSENT ? null : Long.toUnsignedString(count);
  }

  private static String mark(Entry entry) {
    String mark = "0x" + Integer.toHexString(entry.packetMark);
    return entry.packetMask == -1 ? mark : mark + "/0x" + Integer.toHexString(entry.packetMask);
  }

  private static String priority(int priority) {
    return Integer.toHexString(priority >>> 16) + ":" + Integer.toHexString(priority & 0xffff);
  }
}
