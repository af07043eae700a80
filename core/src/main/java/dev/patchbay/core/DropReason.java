package dev.patchbay.core;

/// Why a packet went no further: the kernel's name where it has one
/// (include/net/dropreason-core.h), and the sentence a person reads.
public enum DropReason {
  NOT_SPECIFIED("the kernel gives no reason"),
  NO_SOCKET("no socket wanted it"),
  PKT_TOO_SMALL("the packet is shorter than its headers say"),
  SOCKET_FILTER("a filter on the socket refused it"),
  OTHERHOST("the frame is addressed to another station"),
  IP_CSUM("the IPv4 header checksum is wrong"),
  ICMP_CSUM("the ICMP checksum is wrong"),
  UDP_CSUM("the UDP checksum is wrong"),
  IP_INHDR("the IP header is malformed"),
  IP_RPFILTER("the answer to its source would leave by another device (rp_filter)"),
  IP_INVALID_SOURCE("its source address cannot be a source"),
  IP_LOCALNET("a loopback address came from outside"),
  IP_INADDRERRORS("the address is not one this namespace answers for"),
  IP_INNOROUTES("there is no route to its destination"),
  IP_OUTNOROUTES("there is no route to its destination"),
  IP_NOPROTO("no protocol is registered for its IP protocol number"),
  IP_FORWARDING_OFF("it is for another host, and forwarding is off"),
  IP_TTL_EXPIRED("its TTL is used up"),
  UNICAST_IN_L2_MULTICAST("a unicast packet came in a multicast frame"),
  PKT_TOO_BIG("it is larger than the MTU and may not be fragmented"),
  FRAG_REASM_TIMEOUT("not all of its fragments came in time"),
  FRAG_TOO_FAR("too many of its fragments are missing"),
  DUP_FRAG("the same fragment came before"),
  FRAG_NOT_REASSEMBLED("it is a fragment, and fragments are not put together here"),
  NEIGH_CREATEFAIL("no neighbour entry could be made"),
  NEIGH_FAILED("the neighbour does not answer"),
  NEIGH_QUEUEFULL("too many packets wait for the neighbour's address"),
  NEIGH_DEAD("the neighbour entry has been removed"),
  ARP_NOT_FOR_US("nobody here answers this ARP packet"),
  ARP_MALFORMED("the ARP packet is malformed"),
  ND_MALFORMED("the neighbour discovery message is malformed or came from afar"),
  ICMP_IGNORED("the settings say not to answer this ICMP message"),
  ICMP_UNKNOWN("nothing is done about this ICMP message"),
  IPV6DISABLED("IPv6 is switched off on the device"),
  IPV6_BAD_EXTHDR("an IPv6 extension header is malformed or unknown"),
  IPV6_SCOPE("the scope of its addresses does not let it pass"),
  NO_TUNNEL("no tunnel ends between its addresses, with its key"),
  TUNNEL_NO_REMOTE("nothing says where the other end of the tunnel is"),
  TUNNEL_PROTOCOL("the tunnel does not carry such packets"),
  TUNNEL_HDR("the header of the tunnel is malformed"),
  TUNNEL_CSUM("the checksum in the tunnel's header is wrong, or is not as agreed"),
  TUNNEL_SEQUENCE("the tunnel wants packets in sequence, and it is late or has no number"),
  TUNNEL_ECN("congestion was marked on a packet that does not understand it"),
  UNHANDLED_PROTO("no protocol takes this EtherType"),
  NETFILTER_DROP("a netfilter rule dropped it"),
  CPU_BACKLOG("the machine's backlog is full (net.core.netdev_max_backlog)"),
  RECURSION_LIMIT("the devices below each other are nested too deeply or in a ring"),
  DEV_DOWN("the device is down"),
  DEV_HDR("the link header is malformed"),
  DEV_READY("the device cannot send at the moment"),
  DEV_GONE("the device is being removed"),
  NOARP_DEVICE("the device takes every packet and sends none on"),
  FULL_RING("the queue of the receiver is full"),
  NOMEM("there is no memory for it"),
  HDR_TRUNC("a header is cut off"),
  TAP_FILTER("a filter on the device refused it"),
  SOCKET_RCVBUFF("the socket's receive buffer is full"),
  SOCKET_CLOSE("the socket was closed before anybody received it"),
  MAC_INVALID_SOURCE("the source address of the frame is zero or a group"),
  MAC_IEEE_MAC_CONTROL("the frame is a pause frame (01:80:c2:00:00:01)"),
  BRIDGE_NOT_FORWARDING("the bridge port is not in the forwarding state"),
  BRIDGE_VLAN_NOT_ALLOWED("the bridge's port is not in the frame's VLAN"),
  BRIDGE_NO_EGRESS("the bridge has no other port to send it by"),
  BRIDGE_INGRESS_STP_STATE("the bridge port is blocked by the spanning tree"),
  BRIDGE_LINK_LOCAL("the frame is for bridges only (01:80:c2:00:00:0X)"),
  BRIDGE_LOCKED("the bridge port is locked, and its source is not known there"),
  TX_NOT_FORWARDABLE("the frame is too large for the device at the other end, or that is down"),
  NO_CARRIER("nothing is plugged in at the other end"),
  NIC_TOO_LONG("the frame is longer than the NIC takes"),
  SEGMENT_LOSS("the segment lost it, as its loss says"),
  SEGMENT_LIMIT("the segment's queue is full"),
  SEGMENT_MTU("the frame is longer than the segment carries"),
  SEGMENT_CUT("the segment is cut, or not plugged in any more"),
  SEGMENT_NO_EGRESS("the segment has no other end to carry it to"),
  NETNS_GONE("its namespace is being removed");

  private final String sentence;

  DropReason(String sentence) {
    this.sentence = sentence;
  }

  /// The reason in words for a person.
  public String sentence() {
    return sentence;
  }
}
