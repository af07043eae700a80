/// The kinds of device.
module dev.patchbay.device {
  requires transitive dev.patchbay.stack;
  requires static transitive org.jspecify;

  exports dev.patchbay.device;
  exports dev.patchbay.device.bond;
  exports dev.patchbay.device.bridge;
  exports dev.patchbay.device.bridge.multicast;
  exports dev.patchbay.device.bridge.stp;
  exports dev.patchbay.device.can;
  exports dev.patchbay.device.geneve;
  exports dev.patchbay.device.ipvlan;
  exports dev.patchbay.device.macvlan;
  exports dev.patchbay.device.tap;
  exports dev.patchbay.device.team;
  exports dev.patchbay.device.tun;
  exports dev.patchbay.device.tunnel;
  exports dev.patchbay.device.tunnel6;
  exports dev.patchbay.device.vlan;
  exports dev.patchbay.device.vrf;
  exports dev.patchbay.device.vxlan;
  exports dev.patchbay.device.segment;

  provides dev.patchbay.core.DeviceKind with
      dev.patchbay.device.Dummy,
      dev.patchbay.device.Ifb,
      dev.patchbay.device.Nlmon,
      dev.patchbay.device.Veth,
      dev.patchbay.device.bond.Bond,
      dev.patchbay.device.bridge.Bridge,
      dev.patchbay.device.can.Vcan,
      dev.patchbay.device.can.Vxcan,
      dev.patchbay.device.geneve.Geneve,
      dev.patchbay.device.ipvlan.Ipvlan,
      dev.patchbay.device.ipvlan.Ipvtap,
      dev.patchbay.device.macvlan.Macvlan,
      dev.patchbay.device.macvlan.Macvtap,
      dev.patchbay.device.team.Team,
      dev.patchbay.device.tun.Tun,
      dev.patchbay.device.tunnel.Ipip,
      dev.patchbay.device.tunnel.Gre,
      dev.patchbay.device.tunnel.Gretap,
      dev.patchbay.device.tunnel.Erspan,
      dev.patchbay.device.tunnel.Sit,
      dev.patchbay.device.tunnel.Vti,
      dev.patchbay.device.tunnel6.Ip6erspan,
      dev.patchbay.device.tunnel6.Ip6gre,
      dev.patchbay.device.tunnel6.Ip6gretap,
      dev.patchbay.device.tunnel6.Ip6tnl,
      dev.patchbay.device.tunnel6.Vti6,
      dev.patchbay.device.vlan.Vlan,
      dev.patchbay.device.vrf.Vrf,
      dev.patchbay.device.vxlan.Vxlan;
  provides dev.patchbay.core.PortKind with
      dev.patchbay.device.bond.BondSlave,
      dev.patchbay.device.bridge.BridgeSlave,
      dev.patchbay.device.team.TeamSlave,
      dev.patchbay.device.vrf.VrfSlave;
  provides dev.patchbay.core.KernelModule with
      dev.patchbay.device.Dummy,
      dev.patchbay.device.Ifb,
      dev.patchbay.device.Nlmon,
      dev.patchbay.device.Veth,
      dev.patchbay.device.bond.Bonding,
      dev.patchbay.device.bridge.Bridge,
      dev.patchbay.device.bridge.Llc,
      dev.patchbay.device.bridge.Stp,
      dev.patchbay.device.can.CanDev,
      dev.patchbay.device.can.Vcan,
      dev.patchbay.device.can.Vxcan,
      dev.patchbay.device.geneve.Geneve,
      dev.patchbay.device.ipvlan.Ipvlan,
      dev.patchbay.device.ipvlan.Ipvtap,
      dev.patchbay.device.macvlan.Macvlan,
      dev.patchbay.device.macvlan.Macvtap,
      dev.patchbay.device.tap.Tap,
      dev.patchbay.device.team.Team,
      dev.patchbay.device.team.TeamModeActivebackup,
      dev.patchbay.device.team.TeamModeBroadcast,
      dev.patchbay.device.team.TeamModeLoadbalance,
      dev.patchbay.device.team.TeamModeRandom,
      dev.patchbay.device.team.TeamModeRoundrobin,
      dev.patchbay.device.tun.Tun,
      dev.patchbay.device.tunnel.Gre,
      dev.patchbay.device.tunnel.IpGre,
      dev.patchbay.device.tunnel.IpTunnel,
      dev.patchbay.device.tunnel.IpVti,
      dev.patchbay.device.tunnel.Ipip,
      dev.patchbay.device.tunnel.Sit,
      dev.patchbay.device.tunnel.Tunnel4,
      dev.patchbay.device.tunnel6.Gre6.Ip6Gre,
      dev.patchbay.device.tunnel6.Ip6Tunnel,
      dev.patchbay.device.tunnel6.Ip6Vti,
      dev.patchbay.device.tunnel6.Tunnel6,
      dev.patchbay.device.tunnel6.Xfrm6Tunnel,
      dev.patchbay.device.vlan.Ieee8021q,
      dev.patchbay.device.vrf.Vrf,
      dev.patchbay.device.vxlan.Ip6UdpTunnel,
      dev.patchbay.device.vxlan.UdpTunnel,
      dev.patchbay.device.vxlan.Vxlan;
}
