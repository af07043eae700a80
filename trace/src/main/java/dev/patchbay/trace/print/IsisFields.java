package dev.patchbay.trace.print;

/// What an IS-IS packet tells: a list of fields (TLV).
final class IsisFields {
  private static final int SYSTEM_ID = 6;
  private static final int NODE_ID = 7;
  private static final int LSP = 16;
  private static final int MD5 = 16;
  private static final String INDENT = "\n\t      ";

  private static final Tokens NAMES =
      Tokens.of(
          """
          1 Area address(es)
          2 IS Reachability
          3 ES Neighbor(s)
          4 Partition DIS
          5 Prefix Neighbors
          6 IS Neighbor(s)
          7 Instance Identifier
          8 Padding
          9 LSP entries
          10 Authentication
          12 Checksum
          13 Purge Originator Identifier
          14 LSP Buffersize
          22 Extended IS Reachability
          24 IS Alias ID
          42 DECnet Phase IV
          66 Lucent Proprietary
          128 IPv4 Internal Reachability
          129 Protocols supported
          130 IPv4 External Reachability
          131 Inter-Domain Information Type
          132 IPv4 Interface address(es)
          133 IPv4 authentication (deprecated)
          134 Traffic Engineering Router ID
          135 Extended IPv4 Reachability
          137 Hostname
          138 Shared Risk Link Group
          143 Multi-Topology-Aware Port Capability
          144 Multi-Topology Capability
          176 Nortel Proprietary
          177 Nortel Proprietary
          211 Restart Signaling
          222 Multi Topology IS Reachability
          229 Multi Topology
          232 IPv6 Interface address(es)
          235 Multi-Topology IPv4 Reachability
          236 IPv6 reachability
          237 Multi-Topology IP6 Reachability
          240 Point-to-point Adjacency State
          241 Hello PDU Sequence Number
          242 IS-IS Router Capability
          250 Vendor Private
          """);

  private static final Tokens AUTHENTICATIONS =
      Tokens.of(
          """
          1 simple text password
          3 Generic Crypto key-id
          54 HMAC-MD5 password
          255 Routing Domain private password
          """);

  private static final Tokens ADJACENCIES =
      Tokens.of(
          """
          0 Up
          1 Initializing
          2 Down
          """);

  private static final Tokens RESTARTS =
      Tokens.of(
          """
          1 Restart Request
          2 Restart Acknowledgement
          4 Suppress adjacency advertisement
          """);

  private static final Tokens DOMAINS =
      Tokens.of(
          """
          0 Reserved
          1 Routing-Domain Specific
          2 AS Number Tag
          """);

  private final Dissection d;
  private final int packet;
  private final int length;

  /// @param packet where the packet begins
  /// @param length how long it says that it is
  IsisFields(Dissection d, int packet, int length) {
    this.d = d;
    this.packet = packet;
    this.length = length;
  }

  void print(int from) {
    int at = from;
    int end = packet + length;
    while (at < end) {
      d.need(at, 2);
      if (end - at < 2) {
        throw new Truncated();
      }
      int type = d.u1(at);
      int size = d.u1(at + 1);
      at += 2;
      d.print("\n\t    %s TLV #%d, length: %d", NAMES.name(type, "unknown"), type, size);
      if (end - at < size) {
        throw new Truncated();
      }
      if (!value(type, at, size)) {
        return;
      }
      if (d.verbose(2)) {
        d.raw(at, INDENT, size);
      }
      at += size;
    }
  }

  /// Prints the value of a field; false when nothing behind it can be read.
  private boolean value(int type, int at, int size) {
    switch (type) {
      case 1 -> areas(at, size);
      case 4, 6 -> systems(type == 6 ? "SNPA: " : "", at, size);
      case 7 -> instance(at, size);
      case 8 -> {}
      case 9 -> packets(at, size);
      case 10 -> authentication(at, size);
      case 12 -> checksum(at, size);
      case 13 -> purge(at, size);
      case 129 -> {
        d.put(INDENT).put("NLPID(s): ");
        OsiPrinter.protocols(d, at, size);
      }
      case 132 -> addresses("IPv4 interface address: ", at, size, 4);
      case 134 -> addresses("Traffic Engineering Router ID: ", at, Math.min(size, 4), 4);
      case 137 -> {
        d.put(INDENT).put("Hostname: ");
        d.lettersToZero(at, size);
      }
      case 138 -> risks(at, size);
      case 143, 144 -> IsisBridging.print(d, type == 143, at, size);
      case 211 -> restart(at, size);
      case 232 -> addresses("IPv6 interface address: ", at, size, 16);
      case 240 -> adjacency(at, size);
      case 2, 3, 5, 22, 24, 128, 130, 135, 222, 229, 235, 236, 237 -> {
        return IsisReach.print(d, type, at, size);
      }
      default -> others(type, at, size);
    }
    return true;
  }

  private void others(int type, int at, int size) {
    if (type == 14) {
      d.print(size < 2 ? "" : INDENT + "LSP Buffersize: %d", size < 2 ? 0 : d.u2(at));
    } else if (type == 131) {
      domain(at, size);
    } else if (type == 241) {
      d.print(size < 4 ? "" : INDENT + "Sequence number: %d", size < 4 ? 0 : d.u4(at));
    } else if (type == 242) {
      IsisReach.capability(d, at, size);
    } else if (type == 250) {
      vendor(at, size);
    } else if (!d.verbose(2)) {
      d.raw(at, "\n\t\t", size);
    }
  }

  private void areas(int from, int size) {
    int end = from + size;
    int at = from;
    while (at < end) {
      int length = d.u1(at++);
      if (end - at < length) {
        return;
      }
      d.print("%sArea address (length: %d): %s", INDENT, length, d.nsap(at, length));
      at += length;
    }
  }

  private void systems(String what, int at, int size) {
    for (int i = at; i + SYSTEM_ID <= at + size; i += SYSTEM_ID) {
      d.put(INDENT).put(what).put(IsisPrinter.id(d, i, SYSTEM_ID));
    }
  }

  private void instance(int at, int size) {
    if (size < 4) {
      return;
    }
    int count = (size - 2) / 2;
    d.print("%sInstance ID: %d, ITIDs(%d): ", INDENT, d.u2(at), count);
    for (int i = 0; i < count; i++) {
      d.put(i == 0 ? "" : ", ").put(d.u2(at + 2 + 2 * i));
    }
  }

  private void packets(int at, int size) {
    for (int i = at; i + LSP <= at + size; i += LSP) {
      d.print("%slsp-id: %s", INDENT, IsisPrinter.id(d, i + 2, 8));
      d.print(", seq: 0x%08x, lifetime: %5ds", d.u4(i + 10), d.u2(i));
      d.print(", chksum: 0x%04x", d.u2(i + 14));
    }
  }

  private void authentication(int at, int size) {
    if (size < 1) {
      return;
    }
    int type = d.u1(at);
    String name = AUTHENTICATIONS.name(type, "unknown Authentication type 0x%02x");
    d.put(INDENT).put(name).put(": ");
    int rest = size - 1;
    if (type == 1) {
      d.lettersToZero(at + 1, rest);
    } else if (type == 54) {
      d.put(d.hex(at + 1, rest)).put(rest == MD5 ? "" : ", (invalid subTLV) ").put(" (unchecked)");
    } else if (type != 3) {
      d.raw(at + 1, "\n\t\t  ", rest);
    } else if (rest >= 2) {
      d.print("%d, password: %s", d.u2(at + 1), d.hex(at + 3, rest - 2));
    }
  }

  private void checksum(int at, int size) {
    if (size >= 2) {
      d.print("%schecksum: 0x%04x ", INDENT, d.u2(at));
      OsiPrinter.checksum(d, packet, d.u2(at), at - packet, length);
    }
  }

  private void purge(int at, int size) {
    if (size < 1) {
      return;
    }
    int count = d.u1(at);
    if (count == 0) {
      d.put(" No system IDs supplied");
      return;
    }
    if (size > SYSTEM_ID) {
      d.print("%sPurge Originator System-ID: %s", INDENT, IsisPrinter.id(d, at + 1, SYSTEM_ID));
      if (count > 1 && size > 2 * SYSTEM_ID) {
        d.need(at + 1 + SYSTEM_ID, 2 * SYSTEM_ID + 1);
        d.print("%sReceived from System-ID: %s", INDENT, IsisPrinter.id(d, at + 7, SYSTEM_ID));
      }
    }
  }

  private void addresses(String what, int at, int size, int each) {
    for (int i = at; i + each <= at + size; i += each) {
      d.put(INDENT).put(what).put(each == 4 ? d.host4(i) : d.host6(i));
    }
  }

  private void risks(int at, int size) {
    if (size < NODE_ID) {
      return;
    }
    d.print("%sIS Neighbor: %s", INDENT, IsisPrinter.id(d, at, NODE_ID));
    if (size > NODE_ID) {
      d.print(", Flags: [%s]", (d.u1(at + NODE_ID) & 1) != 0 ? "numbered" : "unnumbered");
    }
    if (size >= NODE_ID + 5) {
      d.put(INDENT).put("IPv4 interface address: ").put(d.host4(at + 8));
    }
    if (size >= NODE_ID + 9) {
      d.put(INDENT).put("IPv4 neighbor address: ").put(d.host4(at + 12));
    }
    for (int i = at + 16; i + 4 <= at + size; i += 4) {
      d.print("%sLink-ID: 0x%08x", INDENT, d.u4(i));
    }
  }

  private void restart(int at, int size) {
    if (size < 1) {
      return;
    }
    d.print("%sFlags [%s]", INDENT, RESTARTS.bits(d.u1(at), "none"));
    if (size >= 3) {
      d.print(", Remaining holding time %ds", d.u2(at + 1));
      d.put(size == 3 + SYSTEM_ID ? ", for " + IsisPrinter.id(d, at + 3, SYSTEM_ID) : "");
    }
  }

  /// Each part is told by how much is left, wherever it stands (RFC 5303).
  private void adjacency(int at, int size) {
    int left = size;
    if (left >= 1) {
      int state = d.u1(at);
      d.print("%sAdjacency State: %s (%d)", INDENT, ADJACENCIES.name(state, "unknown"), state);
      left--;
    }
    if (left > 4) {
      d.print("%sExtended Local circuit-ID: 0x%08x", INDENT, d.u4(at + 1));
      left -= 4;
    }
    if (left >= SYSTEM_ID) {
      d.print("%sNeighbor System-ID: %s", INDENT, IsisPrinter.id(d, at + 5, SYSTEM_ID));
      left -= SYSTEM_ID;
    }
    if (left >= 4) {
      d.print("%sNeighbor Extended Local circuit-ID: 0x%08x", INDENT, d.u4(at + 11));
    }
  }

  private void domain(int at, int size) {
    if (size < 1) {
      return;
    }
    int type = d.u1(at);
    String name = DOMAINS.name(type, "Unknown (0x%02x)");
    d.print("%sInter-Domain Information Type: %s", INDENT, name);
    if (type != 2) {
      d.raw(at + 1, INDENT, size - 1);
    } else if (size >= 3) {
      d.put("AS Number: ").put(d.u2(at + 1));
    }
  }

  private void vendor(int at, int size) {
    if (size < 3) {
      return;
    }
    int maker = d.u3(at);
    d.print("%sVendor: %s (%d)", INDENT, Dissection.maker(maker), maker);
    d.raw(at + 3, "\n\t\t", size - 3);
  }
}
