package dev.patchbay.trace.print;

/// The options of BOOTP and DHCP (RFC 2132).
final class DhcpOptions {
  private static final int PAD = 0;
  private static final int END = 255;
  private static final int MESSAGE_TYPE = 53;
  private static final int PARAMETER_REQUEST = 55;
  private static final int NETBIOS_NODE = 46;
  private static final int OVERLOAD = 52;
  private static final int CLIENT_ID = 61;
  private static final int USER_CLASS = 77;
  private static final int FQDN = 81;
  private static final int AGENT = 82;
  private static final int CLASSLESS_ROUTES = 121;
  private static final int CLASSLESS_ROUTES_MICROSOFT = 249;

  /// Names, each behind a letter that says how the value is shown: `i` addresses, `p` pairs of
  /// them, `a` text, `l` and `L` long numbers, `s` short ones, `b` bytes, `B` yes or no, `$` a form
  /// of its own, `-` not at all.
  private static final Tokens NAMES =
      Tokens.of(
          """
          0 -PAD
          1 iSubnet-Mask
          2 LTime-Zone
          3 iDefault-Gateway
          4 iTime-Server
          5 iIEN-Name-Server
          6 iDomain-Name-Server
          7 iLOG
          8 iCS
          9 iLPR-Server
          10 iIM
          11 iRL
          12 aHostname
          13 sBS
          255 -END
          14 aDP
          15 aDomain-Name
          16 iSS
          17 aRP
          18 aEP
          19 BIPF
          20 BSRT
          21 pPF
          22 sRSZ
          23 bTTL
          24 lMTU-Timeout
          25 sMTU-Table
          26 sMTU
          27 BLSN
          28 iBR
          29 BMD
          30 BMS
          31 BRouter-Discovery
          32 iRSA
          33 pStatic-Route
          34 BUT
          35 lAT
          36 BIE
          37 bTT
          38 lKI
          39 BKG
          40 aYD
          41 iYS
          42 iNTP
          43 bVendor-Option
          44 iNetbios-Name-Server
          45 iWDD
          46 $Netbios-Node
          47 aNetbios-Scope
          48 iXFS
          49 iXDM
          64 sN+D
          65 iN+S
          68 iMH
          69 iSMTP
          70 iPOP3
          71 iNNTP
          72 iWWW
          73 iFG
          74 iIRC
          75 iSTS
          76 iSTDA
          50 iRequested-IP
          51 lLease-Time
          52 $OO
          66 aTFTP
          67 aBF
          53 -DHCP-Message
          54 iServer-ID
          55 bParameter-Request
          56 aMSG
          57 sMSZ
          58 lRN
          59 lRB
          60 aVendor-Class
          61 $Client-ID
          98 aUAP
          116 BNOAUTO
          78 bSLP-DA
          79 bSLP-SCOPE
          117 sNSSEARCH
          77 $User-Class
          118 iSUBNET
          121 $Classless-Static-Route
          249 $Classless-Static-Route-Microsoft
          150 iTFTP-Server-Address
          80 aSLP-NA
          81 $FQDN
          82 $Agent-Information
          83 bARMT
          88 aTZSTR
          89 bFQDNS
          90 bAUTH
          91 LLast-Transaction-Time
          92 iAssociated-IP
          93 sARCH
          94 bNDI
          97 bGUID
          95 aLDAP
          100 aPOSIX-TZ
          101 aTZ-Name
          112 iNI
          113 aNITAG
          114 aURL
          161 aMUD-URL
          """);

  private static final Tokens MESSAGES =
      Tokens.of(
          """
          1 Discover
          2 Offer
          3 Request
          4 Decline
          5 ACK
          6 NACK
          7 Release
          8 Inform
          10 LeaseQuery
          11 LeaseUnassigned
          12 LeaseUnknown
          13 LeaseActive
          """);

  private static final Tokens OVERLOADS =
      Tokens.of(
          """
          1 file
          2 sname
          3 file+sname
          """);

  private static final Tokens NODES =
      Tokens.of(
          """
          1 b-node
          2 p-node
          4 m-node
          8 h-node
          """);

  private static final Tokens HARDWARE =
      Tokens.of(
          """
          1 ether
          6 ieee802
          7 arcnet
          15 frelay
          23 strip
          24 ieee1394
          """);

  private static final Tokens AGENT_OPTIONS =
      Tokens.of(
          """
          1 Circuit-ID
          2 Remote-ID
          6 Subscriber-ID
          """);

  private static final Tokens FQDN_FLAGS =
      Tokens.of(
          """
          1 S
          2 O
          4 E
          8 N
          """);

  private final Dissection d;
  private int at;
  private int rest;

  private DhcpOptions(Dissection d, int at) {
    this.d = d;
    this.at = at;
  }

  /// Prints the options from the magic number on.
  static void print(Dissection d, int from) {
    d.put("\n\t  Vendor-rfc1048 Extensions");
    d.print("\n\t    Magic Cookie 0x%08x", d.u4(from));
    DhcpOptions options = new DhcpOptions(d, from + 4);
    while (d.has(options.at, 1)) {
      int type = d.u1(options.at++);
      if (type == END && !d.verbose(3)) {
        return;
      }
      if (type != PAD || d.verbose(3)) {
        options.option(type);
      }
    }
  }

  private void option(int type) {
    String known = NAMES.text(type, "?Unknown");
    rest = type == PAD || type == END ? 0 : d.u1(at++);
    d.print("\n\t    %s (%d), length %d", known.substring(1), type, rest);
    d.put(rest > 0 ? ": " : "");
    if (type == PAD) {
      pads();
    }
    d.need(at, rest);
    int end = at + rest;
    if (type == MESSAGE_TYPE && rest == 1) {
      d.put(MESSAGES.name(d.u1(at), "Unknown (%d)"));
    } else if (type == PARAMETER_REQUEST) {
      parameters();
    } else {
      value(known.charAt(0), type);
      if (rest > 0) {
        d.print("\n\t  trailing data length %d", rest);
      }
    }
    at = end;
  }

  private void pads() {
    int count = 1;
    while (d.has(at, 1) && d.u1(at) == PAD) {
      at++;
      count++;
    }
    d.put(count > 1 ? ", occurs " + count : "");
  }

  private void parameters() {
    for (int i = 0; i < rest; i++) {
      int type = d.u1(at + i);
      d.put(i % 4 == 0 ? "\n\t      " : ", ");
      d.print("%s (%d)", NAMES.text(type, "?Unknown").substring(1), type);
    }
  }

  private void value(char form, int type) {
    switch (form == '?' ? guess() : form) {
      case 'a' -> quoted(rest);
      case 'i' -> list(4, ",", () -> d.put(d.host4(at)));
      case 'l' -> list(4, ",", () -> d.put(d.u4(at)));
      case 'L' -> list(4, ",", () -> d.put(d.s4(at)));
      case 'p' -> list(8, ",", () -> d.print("(%s:%s)", d.host4(at), d.host4(at + 4)));
      case 's' -> list(2, ",", () -> d.put(d.u2(at)));
      case 'B' -> list(1, ",", () -> d.put(yesOrNo(d.u1(at))));
      case '$' -> special(type);
      default -> list(1, ".", () -> d.put(d.u1(at)));
    }
  }

  private char guess() {
    if ((rest & 1) != 0) {
      return 'b';
    }
    return (rest & 2) != 0 ? 's' : 'l';
  }

  private static String yesOrNo(int value) {
    return switch (value) {
      case 0 -> "N";
      case 1 -> "Y";
      default -> value + "?";
    };
  }

  private void list(int size, String between, Runnable print) {
    for (boolean first = true; rest >= size; first = false) {
      d.put(first ? "" : between);
      print.run();
      take(size);
    }
  }

  private void take(int bytes) {
    at += bytes;
    rest -= bytes;
  }

  private void quoted(int length) {
    d.put('"');
    boolean cut = d.letters(at, length);
    d.put('"');
    if (cut) {
      throw new Truncated();
    }
    take(length);
  }

  /// Whether there are fewer bytes than a form needs: then that is said.
  private boolean lacks(int bytes) {
    if (rest < bytes) {
      d.print("[ERROR: length < %d bytes]", bytes);
      take(rest);
      return true;
    }
    return false;
  }

  private void special(int type) {
    switch (type) {
      case NETBIOS_NODE -> number(NODES);
      case OVERLOAD -> number(OVERLOADS);
      case FQDN -> fqdn();
      case CLIENT_ID -> clientId();
      case AGENT -> agent();
      case CLASSLESS_ROUTES, CLASSLESS_ROUTES_MICROSOFT -> routes();
      case USER_CLASS -> userClasses();
      default -> {
        d.print("[unknown special tag %d, size %d]", type, rest);
        take(rest);
      }
    }
  }

  private void number(Tokens names) {
    if (!lacks(1)) {
      d.put(names.name(d.u1(at), "#%d"));
      take(1);
    }
  }

  private void fqdn() {
    if (lacks(3)) {
      return;
    }
    int flags = d.u1(at);
    if ((flags & 0xf0) != 0) {
      d.print("[ERROR: MBZ nibble 0x%x != 0] ", flags >> 4);
    }
    if ((flags & 0x0f) != 0) {
      d.print("[%s] ", FQDN_FLAGS.bits(flags, "", ""));
    }
    if (d.u2(at + 1) != 0) {
      d.print("%d/%d ", d.u1(at + 1), d.u1(at + 2));
    }
    take(3);
    quoted(rest);
  }

  private void clientId() {
    if (lacks(1)) {
      return;
    }
    int type = d.u1(at);
    take(1);
    if (type == 0) {
      quoted(rest);
    } else {
      d.put(HARDWARE.name(type, "hardware-type %d,")).put(' ');
      d.put(d.hex(at, rest, ":"));
      take(rest);
    }
  }

  private void agent() {
    while (rest >= 2) {
      int type = d.u1(at);
      int size = d.u1(at + 1);
      take(2);
      String name = AGENT_OPTIONS.name(type, "Unknown");
      d.print("\n\t      %s SubOption %d, length %d: ", name, type, size);
      if (size > rest) {
        d.put("length goes past end of option");
        take(rest);
      } else {
        if (AGENT_OPTIONS.find(type) == null) {
          d.raw(at, "\n\t\t", size);
        } else {
          d.letters(at, size);
        }
        take(size);
      }
    }
  }

  private void routes() {
    if (lacks(5)) {
      return;
    }
    for (boolean first = true; rest > 0; first = false) {
      d.put(first ? "" : ",");
      int width = d.u1(at);
      int bytes = (width + 7) / 8;
      take(1);
      if (width > 32) {
        d.print("[ERROR: Mask width (%d) > 32]", width);
        take(rest);
      } else if (rest < bytes + 4) {
        d.print("[ERROR: Remaining length (%d) < %d bytes]", rest, bytes + 4);
        take(rest);
      } else {
        d.print("(%s:%s)", destination(width, bytes), d.host4(at + bytes));
        take(bytes + 4);
      }
    }
  }

  private String destination(int width, int bytes) {
    if (width == 0) {
      return "default";
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      out.append(i == 0 ? "" : ".").append(i < bytes ? d.u1(at + i) : 0);
    }
    return out.append('/').append(width).toString();
  }

  private void userClasses() {
    if (lacks(2)) {
      return;
    }
    for (int number = 1; rest > 0; number++) {
      int size = d.u1(at);
      take(1);
      d.print("\n\t      instance#%d: ", number);
      if (size == 0 || size > rest) {
        d.put(size == 0 ? "[ERROR: suboption length must be non-zero]" : "[ERROR: invalid option]");
        take(rest);
      } else {
        quoted(size);
        d.print(", length %d", size);
      }
    }
  }
}
