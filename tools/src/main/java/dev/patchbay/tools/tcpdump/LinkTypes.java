package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.capture.LinkType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What link types are called, and which a device has.
final class LinkTypes {
  /// Those that `-y` knows beside the ones that can be printed here.
  private static final List<String> OTHERS =
      List.of(
          "SLIP",
          "FDDI",
          "IEEE802",
          "ARCNET",
          "ATM_RFC1483",
          "C_HDLC",
          "IEEE802_11",
          "FRELAY",
          "ENC",
          "LTALK",
          "PFLOG",
          "IEEE802_11_RADIO",
          "PPP_ETHER",
          "DOCSIS",
          "NFLOG",
          "NETANALYZER",
          "MPLS",
          "USB_LINUX",
          "BLUETOOTH_HCI_H4",
          "PPI",
          "PKTAP",
          "DBUS",
          "NETLINK",
          "SLIP_BSDOS",
          "PPP_BSDOS",
          "IP_OVER_FC",
          "SUNATM");

  private LinkTypes() {}

  static String description(LinkType type) {
    return switch (type) {
      case NULL -> "BSD loopback";
      case EN10MB -> "Ethernet";
      case PPP -> "PPP";
      case PPP_SERIAL -> "PPP over serial";
      case C_HDLC -> "Cisco HDLC";
      case FRELAY -> "Frame Relay";
      case LOOP -> "OpenBSD loopback";
      case RAW -> "Raw IP";
      case LINUX_SLL -> "Linux cooked v1";
      case LINUX_SLL2 -> "Linux cooked v2";
      case IPV4 -> "Raw IPv4";
      case IPV6 -> "Raw IPv6";
    };
  }

  /// `NAME (description)`.
  static String text(LinkType type) {
    return type.name() + " (" + description(type) + ")";
  }

  /// The name of a link type that `-y` gives, in capitals.
  ///
  /// @throws dev.patchbay.core.text.CommandException when there is none of that name
  static String known(String word) {
    String name = word.toUpperCase(Locale.ROOT);
    name = name.startsWith("DLT_") ? name.substring(4) : name;
    if (find(name) == null && !OTHERS.contains(name)) {
      throw Options.error("invalid data link type " + word);
    }
    return name;
  }

  static @Nullable LinkType find(String name) {
    for (LinkType type : LinkType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /// The type that frames of a device have, or with null those of all devices.
  static LinkType of(@Nullable NetDevice device) {
    if (device == null) {
      return LinkType.LINUX_SLL;
    }
    return switch (device.hardwareType()) {
      case ArpHardware.ETHER, ArpHardware.LOOPBACK -> LinkType.EN10MB;
      case ArpHardware.TUNNEL, ArpHardware.SIT, ArpHardware.NONE -> LinkType.RAW;
      default -> LinkType.LINUX_SLL;
    };
  }

  /// What `-L` says a device can have.
  static String list(@Nullable NetDevice device) {
    if (device == null) {
      return line(LinkType.LINUX_SLL) + line(LinkType.LINUX_SLL2);
    }
    String cable =
        device.hardwareType() == ArpHardware.ETHER
            ? "  DOCSIS (DOCSIS) (printing not supported)\n"
            : "";
    return line(of(device)) + cable;
  }

  private static String line(LinkType type) {
    return "  " + text(type) + "\n";
  }
}
