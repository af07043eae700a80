package dev.patchbay.trace.print;

/// Marks on routes (RFC 1997, RFC 4360).
final class BgpCommunities {
  private static final int FLAG = 7;

  private static final Tokens NAMES =
      Tokens.of(
          """
          2 target
          0x102 target
          0x202 target
          3 origin
          0x103 origin
          0x203 origin
          0x4004 link-BW
          5 ospf-domain
          0x105 ospf-domain
          0x205 ospf-domain
          0x8005 ospf-domain
          0x306 ospf-route-type
          0x8000 ospf-route-type
          0x30c encapsulation
          0x107 ospf-router-id
          0x8001 ospf-router-id
          0x800a layer2-info
          0x8800 eigrp-general-route (flag, tag)
          0x8801 eigrp-route-metric (AS, delay)
          0x8802 eigrp-route-metric (reliability, nexthop, bandwidth)
          0x8803 eigrp-route-metric (load, MTU)
          0x8804 eigrp-external-route (remote-AS, remote-ID)
          0x8805 eigrp-external-route (remote-proto, remote-metric)
          9 source-AS
          0x10b vrf-route-import
          10 l2vpn-id
          0xf10a l2vpn-id
          """);

  private static final Tokens FLAGS =
      Tokens.of(
          """
          0x8000 vendor-specific
          0x4000 non-transitive
          """);

  private static final Tokens ROUTES =
      Tokens.of(
          """
          1 Router
          2 Network
          3 Summary
          5 External
          7 NSSA External
          129 MPLS-VPN Sham
          """);

  private static final Tokens TUNNELS =
      Tokens.of(
          """
          1 L2TPv3 over IP
          2 GRE
          3 Transmit Tunnel
          4 IPsec
          5 IP in IP with IPsec
          6 MPLS in IP with IPsec
          7 IP in IP
          8 VXLAN
          9 NVGRE
          10 MPLS
          11 MPLS in GRE
          12 VXLAN GPE
          13 MPLS in UDP
          14 IPv6
          15 SR TE
          16 Bare
          17 SR
          """);

  private static final Tokens ENCAPSULATIONS =
      Tokens.of(
          """
          0 Reserved
          1 Frame Relay
          2 ATM AAL5 SDU VCC transport
          3 ATM transparent cell transport
          4 Ethernet (VLAN) Tagged Mode
          5 Ethernet Raw Mode
          6 Cisco HDLC
          7 PPP
          8 SONET/SDH Circuit Emulation Service over MPLS
          9 ATM n-to-one VCC cell transport
          10 ATM n-to-one VPC cell transport
          11 IP layer 2 transport
          15 Frame Relay Port mode
          17 Structure-agnostic E1 over packet
          18 Structure-agnostic T1 (DS1) over packet
          19 VPLS
          20 Structure-agnostic T3 (DS3) over packet
          21 Nx64kbit/s Basic Service using Structure-aware
          25 Frame Relay DLCI
          40 Structure-agnostic E3 over packet
          41 Octet-aligned playload for Structure-agnostic DS1 circuits
          42 E1 Nx64kbit/s with CAS using Structure-aware
          43 DS1 (ESF) Nx64kbit/s with CAS using Structure-aware
          44 DS1 (SF) Nx64kbit/s with CAS using Structure-aware
          """);

  private BgpCommunities() {}

  static void plain(Dissection d, int at, int length) {
    for (int i = 0; i < length; i += 4) {
      long community = d.u4(at + i);
      if (community == 0xffff_ff01L) {
        d.put(" NO_EXPORT");
      } else if (community == 0xffff_ff02L) {
        d.put(" NO_ADVERTISE");
      } else if (community == 0xffff_ff03L) {
        d.put(" NO_EXPORT_SUBCONFED");
      } else {
        d.print("%d:%d%s", community >> 16, community & 0xffff, length - i > 4 ? ", " : "");
      }
    }
  }

  static void extended(Dissection d, int from, int length) {
    for (int at = from; at < from + length; at += 8) {
      int type = d.u2(at);
      d.print("\n\t    %s", NAMES.name(type, "unknown extd community typecode"));
      d.print(" (0x%04x), Flags [%s]", type, FLAGS.bits(type, "none"));
      d.need(at, 8);
      d.put(": ");
      value(d, type, at);
    }
  }

  private static void value(Dissection d, int type, int at) {
    switch (type) {
      case 0x0002, 0x0003, 0x000a ->
          d.print("%d:%d (= %s)", d.u2(at + 2), d.u4(at + 4), d.host4(at + 4));
      case 0x0102, 0x0103, 0xf10a, 0x010b -> d.print("%s:%d", d.host4(at + 2), d.u2(at + 6));
      case 0x0202, 0x0203 -> d.print("%s:%d", d.system(d.u4(at + 2)), d.u2(at + 6));
      case 0x4004 -> {
        float bytes = Float.intBitsToFloat(d.s4(at + 4));
        d.print("bandwidth: %.3f Mbps", bytes * 8 / 1_000_000);
      }
      case 0x0005, 0x0105, 0x0205, 0x8005, 0x0107, 0x8001 -> d.put(d.host4(at + 2));
      case 0x0306, 0x8000 -> route(d, at);
      case 0x800a -> {
        d.put(ENCAPSULATIONS.name(d.u1(at + 2), "unknown encaps"));
        d.print(" Control Flags [0x%02x]:MTU %d", d.u1(at + 3), d.u2(at + 4));
      }
      case 0x0009 -> d.print("AS %d", d.u2(at + 2));
      case 0x030c -> d.print("Tunnel type: %s", TUNNELS.name(d.u2(at + 6), "unknown encaps"));
      default -> d.put(d.hex(at + 2, 6));
    }
  }

  private static void route(Dissection d, int at) {
    int kind = d.u1(at + 6);
    d.print("area:%s, router-type:%s", d.host4(at + 2), ROUTES.name(kind, "unknown (0x%02x)"));
    d.put(", metric-type:").put((d.u1(at + FLAG) & 1) != 0 ? "E2" : "");
    d.put(kind == 5 || kind == 7 ? "E1" : "");
  }
}
