package dev.patchbay.trace.print;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.IpProtocol;

/// VRRP (RFC 3768, RFC 5798).
final class VrrpPrinter {
  private static final int HEADER = 8;
  private static final int SIMPLE = 1;

  private static final Tokens AUTHENTICATIONS =
      Tokens.of(
          """
          0 none
          1 simple
          2 ah
          """);

  private VrrpPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("vrrp");
    int version = d.u1(at) >> 4;
    int type = d.u1(at) & 0xf;
    d.put("VRRPv")
        .put(version)
        .put(type == 1 ? ", Advertisement" : ", unknown type (" + type + ")");
    d.put(ip.ttl() == 255 ? "" : ", (ttl " + ip.ttl() + ")");
    if (version < 2 || version > 3 || type != 1) {
      return;
    }
    d.print(", vrid %d, prio %d", d.u1(at + 1), d.u1(at + 2));
    int authentication = version == 2 ? d.u1(at + 4) : 0;
    if (version == 2) {
      d.print(", authtype %s, ", AUTHENTICATIONS.name(authentication, "#%d"));
      d.print("intvl %ds, length %d", d.u1(at + 5), length);
    } else {
      d.print(", intvl %dcs, length %d", d.u2(at + 4) & 0xfff, length);
    }
    if (d.verbose()) {
      checksum(d, version, at, length, ip);
      addresses(d, at, ip);
      if (authentication == SIMPLE) {
        d.put(" auth \"");
        d.lettersToZero(at + HEADER + d.u1(at + 3) * (ip.isV4() ? 4 : 16), 8);
        d.put('"');
      }
    }
  }

  private static void checksum(Dissection d, int version, int at, int length, IpLayer ip) {
    if (!d.has(at, length)) {
      return;
    }
    int sum =
        version == 2 ? Checksum.of(d.bytes, at, length) : ip.sum(d, IpProtocol.VRRP, at, length);
    if (sum != 0) {
      d.print(", (bad vrrp cksum %x)", d.u2(at + 6));
    }
  }

  private static void addresses(Dissection d, int at, IpLayer ip) {
    int count = d.u1(at + 3);
    d.put(", addrs").put(count > 1 ? "(" + count + ")" : "").put(':');
    for (int i = 0; i < count; i++) {
      int address = at + HEADER + (ip.isV4() ? 4 : 16) * i;
      String host = ip.isV4() ? d.host4(address) : d.host6(address);
      d.put(i == 0 ? " " : ",").put(host);
    }
  }
}
