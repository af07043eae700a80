package dev.patchbay.trace.print;

/// DHCPv6 (RFC 8415).
final class Dhcpv6Printer {
  private static final int OPTION_HEADER = 4;
  private static final int RELAYED = 9;

  private static final Tokens MESSAGES =
      Tokens.of(
          """
          1 solicit
          2 advertise
          3 request
          4 confirm
          5 renew
          6 rebind
          7 reply
          8 release
          9 decline
          10 reconfigure
          11 inf-req
          12 relay-fwd
          13 relay-reply
          14 leasequery
          15 leasequery-reply
          """);

  private static final Tokens OPTIONS =
      Tokens.of(
          """
          1 client-ID
          2 server-ID
          3 IA_NA
          4 IA_TA
          5 IA_ADDR
          6 option-request
          7 preference
          8 elapsed-time
          9 relay-message
          11 authentication
          12 server-unicast
          13 status-code
          14 rapid-commit
          15 user-class
          16 vendor-class
          17 vendor-specific-info
          18 interface-ID
          19 reconfigure-message
          20 reconfigure-accept
          21 SIP-servers-domain
          22 SIP-servers-address
          23 DNS-server
          24 DNS-search-list
          25 IA_PD
          26 IA_PD-prefix
          31 SNTP-servers
          32 lifetime
          27 NIS-server
          28 NIS+-server
          29 NIS-domain-name
          30 NIS+-domain-name
          33 BCMCS-domain-name
          34 BCMCS-server
          36 Geoconf-Civic
          37 Remote-ID
          38 Subscriber-ID
          39 Client-FQDN
          40 PANA-agent
          41 POSIX-timezone
          42 POSIX-tz-database
          43 Echo-request-option
          44 Lease-query
          45 LQ-client-data
          46 Clt-time
          47 LQ-relay-data
          48 LQ-client-link
          56 NTP-server
          64 AFTR-Name
          112 MUD-URL
          """);

  private static final Tokens STATES =
      Tokens.of(
          """
          0 Success
          1 UnspecFail
          2 NoAddrsAvail
          3 NoBinding
          4 NotOnLink
          5 UseMulticast
          6 NoPrefixAvail
          7 UnknownQueryType
          8 MalformedQuery
          9 NotConfigured
          10 NotAllowed
          """);

  private Dhcpv6Printer() {}

  static void print(Dissection d, int at, int length) {
    d.protocol("dhcp6");
    d.put("dhcp6");
    int end = Math.min(d.end(), at + length);
    d.need(at, 4);
    int type = d.u1(at);
    d.put(' ').put(MESSAGES.name(type, "msgtype-%d"));
    if (!d.verbose()) {
      return;
    }
    if (type == 12 || type == 13) {
      d.print(" (linkaddr=%s peeraddr=%s", d.host6(at + 2), d.host6(at + 18));
      options(d, at + 34, end);
    } else {
      d.print(" (xid=%x", d.u3(at + 1));
      options(d, at + 4, end);
    }
    d.put(')');
  }

  private static void options(Dissection d, int from, int end) {
    int at = from;
    while (at < end) {
      atLeast(end - at, OPTION_HEADER);
      int type = d.u2(at);
      int length = d.u2(at + 2);
      atLeast(end - at, OPTION_HEADER + length);
      d.put(" (").put(OPTIONS.name(type, "opt_%d"));
      d.need(at + OPTION_HEADER, length);
      d.put(fits(type, length) ? "" : " ?");
      if (fits(type, length)) {
        option(d, type, at + OPTION_HEADER, length);
      }
      d.put(type == RELAYED ? "" : ")");
      at += OPTION_HEADER + length;
    }
  }

  private static void atLeast(int length, int needed) {
    if (length < needed) {
      throw new Truncated();
    }
  }

  private static boolean fits(int type, int length) {
    return switch (type) {
      case 1, 2, 13 -> length >= 2;
      case 3, 25 -> length >= 12;
      case 4, 37, 56 -> length >= 4;
      case 5 -> length >= 24;
      case 6, 43 -> length % 2 == 0;
      case 7, 19 -> length == 1;
      case 8 -> length == 2;
      case 11 -> length >= 11;
      case 22, 23, 27, 28, 31, 34, 40, 48 -> length % 16 == 0;
      case 26 -> length >= 25;
      case 32, 46 -> length == 4;
      case 41, 42, 112 -> length >= 5;
      case 44 -> length >= 17;
      case 47 -> length >= 16;
      case 64 -> length >= 3;
      default -> true;
    };
  }

  private static void option(Dissection d, int type, int at, int length) {
    int end = at + length;
    switch (type) {
      case 1, 2 -> identifier(d, at, length);
      case 3, 25 -> {
        d.print(" IAID:%d T1:%d T2:%d", d.u4(at), d.u4(at + 4), d.u4(at + 8));
        options(d, at + 12, end);
      }
      case 4 -> {
        d.print(" IAID:%d", d.u4(at));
        options(d, at + 4, end);
      }
      case 5 -> {
        d.print(" %s pltime:%d vltime:%d", d.host6(at), d.u4(at + 16), d.u4(at + 20));
        options(d, at + 24, end);
      }
      case 6, 43 -> {
        for (int i = at; i < end; i += 2) {
          d.put(' ').put(OPTIONS.name(d.u2(i), "opt_%d"));
        }
      }
      case 7 -> d.put(' ').put(d.u1(at));
      case 8 -> d.put(' ').put(d.u2(at));
      case RELAYED -> relayed(d, at, length);
      case 11 -> authentication(d, at, length);
      case 13 -> {
        int state = d.u2(at);
        d.put(' ').put(state > 255 ? "INVALID code" : STATES.name(state, "code%d"));
      }
      case 18, 38 -> d.print(" %s...", d.hex(at, Math.min(length, 10)));
      case 19 -> reconfigure(d, d.u1(at));
      case 21, 24 -> names(d, at, end);
      case 22, 23, 27, 28, 31, 34, 40, 48 -> {
        for (int i = at; i < end; i += 16) {
          d.put(' ').put(d.host6(i));
        }
      }
      case 26 -> {
        d.print(" %s/%d", d.host6(at + 9), d.u1(at + 8));
        d.print(" pltime:%d vltime:%d", d.u4(at), d.u4(at + 4));
        options(d, at + 25, end);
      }
      case 32, 46 -> d.put(' ').put(d.u4(at));
      case 37 -> d.print(" %d %s...", d.u4(at), d.hex(at + 4, Math.min(length - 4, 10)));
      case 41, 42, 112 -> {
        d.put(' ');
        d.lettersToZero(at, length);
      }
      case 44 -> query(d, at, end);
      case 45 -> options(d, at, end);
      case 47 -> d.print(" %s %s...", d.host6(at), d.hex(at + 16, Math.min(length - 16, 10)));
      case 56 -> timeServers(d, at, end);
      case 64 -> softwire(d, at, length);
      default -> {}
    }
  }

  private static void identifier(Dissection d, int at, int length) {
    int kind = d.u2(at);
    if (kind >= 1 && kind <= 3 && length < (kind == 1 ? 8 : kind == 2 ? 10 : 4)) {
      d.put(" ?");
      return;
    }
    switch (kind) {
      case 1 -> {
        d.print(" hwaddr/time type %d time %d ", d.u2(at + 2), d.u4(at + 4));
        d.put(d.hex(at + 8, length - 8));
      }
      case 2 -> d.put(" vid ").put(d.hex(at + 2, 8));
      case 3 -> d.print(" hwaddr type %d %s", d.u2(at + 2), d.hex(at + 4, length - 4));
      default -> d.print(" type %d", kind);
    }
  }

  private static void relayed(Dissection d, int at, int length) {
    d.put(" (");
    int before = d.limit(at, length);
    d.enter();
    print(d, at, length);
    d.leave();
    d.end(before);
    d.put(')');
  }

  private static void authentication(Dissection d, int at, int length) {
    int protocol = d.u1(at);
    d.put(" proto: ");
    d.put(protocol == 2 ? "delayed" : protocol == 3 ? "reconfigure" : "" + protocol);
    d.put(", alg: ").put(d.u1(at + 1) == 1 ? "HMAC-MD5" : "" + d.u1(at + 1));
    d.put(", RDM: ").put(d.u1(at + 2) == 0 ? "mono" : "" + d.u1(at + 2));
    d.put(", RD:");
    for (int i = 3; i < 11; i += 2) {
      d.print(" %04x", d.u2(at + i));
    }
    int rest = length - 11;
    if (protocol == 2 && rest >= 20) {
      d.put(rest > 20 ? ", realm: " + d.hex(at + 11, rest - 20) : "");
      int key = at + 11 + rest - 20;
      d.print(", key ID: %08x, HMAC-MD5:", d.u4(key));
      words(d, key + 4);
    } else if (protocol == 3 && rest == 17) {
      int kind = d.u1(at + 11);
      d.put(kind == 1 ? " reconfig-key" : kind == 2 ? " type: HMAC-MD5" : " type: ??");
      d.put(" value:");
      words(d, at + 12);
    } else if (protocol != 2 || rest != 0) {
      d.put(" ??");
    }
  }

  private static void words(Dissection d, int at) {
    for (int i = 0; i < 16; i += 4) {
      d.print(" %08x", d.u4(at + i));
    }
  }

  private static void reconfigure(Dissection d, int message) {
    switch (message) {
      case 5 -> d.put(" for renew");
      case 11 -> d.put(" for inf-req");
      default -> d.print(" for ???(%02x)", message);
    }
  }

  private static void names(Dissection d, int from, int end) {
    int before = d.end(end);
    int at = from;
    while (at >= 0 && at < end) {
      d.put(' ');
      at = DnsPrinter.name(d, at, at);
    }
    d.end(before);
    if (at < 0) {
      throw new Truncated();
    }
  }

  private static void query(Dissection d, int at, int end) {
    int kind = d.u1(at);
    d.put(kind == 1 ? " by-address" : kind == 2 ? " by-clientID" : " type_" + kind);
    d.put(' ').put(d.host6(at + 1));
    options(d, at + 17, end);
  }

  private static void timeServers(Dissection d, int from, int end) {
    int at = from;
    while (at < end - 4) {
      int kind = d.u2(at);
      int length = d.u2(at + 2);
      at += 4;
      atLeast(end - at, length);
      d.print(" subopt:%d", kind);
      if ((kind == 1 || kind == 2) && length == 16) {
        d.put(' ').put(d.host6(at));
      } else if (kind == 3) {
        names(d, at, at + length);
      } else {
        d.put(" ?");
      }
      at += length;
    }
  }

  private static void softwire(Dissection d, int from, int length) {
    int at = from;
    int rest = length;
    d.put(' ');
    while (rest > 0 && d.u1(at) != 0) {
      int label = d.u1(at++);
      if (label >= rest - 1) {
        d.put(" ?");
        return;
      }
      d.lettersToZero(at, label);
      at += label;
      rest -= label + 1;
      d.put(d.u1(at) != 0 ? "." : "");
    }
  }
}
