/// Netfilter: tables and chains of rules, what rules match, and what becomes of a packet that they
/// match.
module dev.patchbay.filter {
  requires transitive dev.patchbay.device;
  requires static transitive org.jspecify;

  exports dev.patchbay.filter;
  exports dev.patchbay.filter.conntrack;
  exports dev.patchbay.filter.nat;
  exports dev.patchbay.filter.set;

  uses dev.patchbay.filter.MatchKind;
  uses dev.patchbay.filter.TargetKind;
  uses dev.patchbay.filter.TableHooks;

  provides dev.patchbay.filter.TableHooks with
      dev.patchbay.filter.nat.NatHooks;
  provides dev.patchbay.core.KernelModule with
      dev.patchbay.filter.bridge.BrNetfilter,
      dev.patchbay.filter.conntrack.NfConntrack,
      dev.patchbay.filter.conntrack.NfConntrackFtp,
      dev.patchbay.filter.conntrack.NfDefragIpv4,
      dev.patchbay.filter.conntrack.NfDefragIpv6,
      dev.patchbay.filter.module.Ip6Tables,
      dev.patchbay.filter.module.Ip6tableFilter,
      dev.patchbay.filter.module.Ip6tableMangle,
      dev.patchbay.filter.module.Ip6tableNat,
      dev.patchbay.filter.module.Ip6tableRaw,
      dev.patchbay.filter.module.Ip6tableSecurity,
      dev.patchbay.filter.module.IpTables,
      dev.patchbay.filter.module.IptableFilter,
      dev.patchbay.filter.module.IptableMangle,
      dev.patchbay.filter.module.IptableNat,
      dev.patchbay.filter.module.IptableRaw,
      dev.patchbay.filter.module.IptableSecurity,
      dev.patchbay.filter.module.Netfilter,
      dev.patchbay.filter.module.Nfnetlink,
      dev.patchbay.filter.module.XTables,
      dev.patchbay.filter.nat.NfNat,
      dev.patchbay.filter.nat.NfNatFtp,
      dev.patchbay.filter.set.IpSet,
      dev.patchbay.filter.set.IpSetBitmapIp,
      dev.patchbay.filter.set.IpSetBitmapIpmac,
      dev.patchbay.filter.set.IpSetBitmapPort,
      dev.patchbay.filter.set.IpSetHashIp,
      dev.patchbay.filter.set.IpSetHashIpmac,
      dev.patchbay.filter.set.IpSetHashIpmark,
      dev.patchbay.filter.set.IpSetHashIpport,
      dev.patchbay.filter.set.IpSetHashIpportip,
      dev.patchbay.filter.set.IpSetHashIpportnet,
      dev.patchbay.filter.set.IpSetHashMac,
      dev.patchbay.filter.set.IpSetHashNet,
      dev.patchbay.filter.set.IpSetHashNetiface,
      dev.patchbay.filter.set.IpSetHashNetnet,
      dev.patchbay.filter.set.IpSetHashNetport,
      dev.patchbay.filter.set.IpSetHashNetportnet,
      dev.patchbay.filter.set.IpSetListSet;
  provides dev.patchbay.core.KernelModules with
      dev.patchbay.filter.module.ExtensionModules;
  provides dev.patchbay.filter.MatchKind with
      dev.patchbay.filter.match.Ah,
      dev.patchbay.filter.match.Addrtype,
      dev.patchbay.filter.match.Cluster,
      dev.patchbay.filter.match.Comment,
      dev.patchbay.filter.match.Connbytes,
      dev.patchbay.filter.match.Connlabel,
      dev.patchbay.filter.match.Connlimit,
      dev.patchbay.filter.match.Connmark,
      dev.patchbay.filter.match.Conntrack,
      dev.patchbay.filter.match.Cpu,
      dev.patchbay.filter.match.Devgroup,
      dev.patchbay.filter.match.Dscp,
      dev.patchbay.filter.match.Ecn,
      dev.patchbay.filter.match.Esp,
      dev.patchbay.filter.match.Hashlimit,
      dev.patchbay.filter.match.Helper,
      dev.patchbay.filter.match.Hl,
      dev.patchbay.filter.match.Icmp,
      dev.patchbay.filter.match.Icmp6,
      dev.patchbay.filter.match.Iprange,
      dev.patchbay.filter.match.Length,
      dev.patchbay.filter.match.Limit,
      dev.patchbay.filter.match.Mac,
      dev.patchbay.filter.match.Mark,
      dev.patchbay.filter.match.Multiport,
      dev.patchbay.filter.match.Owner,
      dev.patchbay.filter.match.Physdev,
      dev.patchbay.filter.match.Pkttype,
      dev.patchbay.filter.match.Policy,
      dev.patchbay.filter.match.Quota,
      dev.patchbay.filter.match.Recent,
      dev.patchbay.filter.match.Rpfilter,
      dev.patchbay.filter.match.Set,
      dev.patchbay.filter.match.Socket,
      dev.patchbay.filter.match.State,
      dev.patchbay.filter.match.Statistic,
      dev.patchbay.filter.match.Tcp,
      dev.patchbay.filter.match.Tcpmss,
      dev.patchbay.filter.match.Time,
      dev.patchbay.filter.match.Tos,
      dev.patchbay.filter.match.Ttl,
      dev.patchbay.filter.match.U32,
      dev.patchbay.filter.match.Udp,
      dev.patchbay.filter.match.string.String;
  provides dev.patchbay.filter.TargetKind with
      dev.patchbay.filter.target.Checksum,
      dev.patchbay.filter.target.Classify,
      dev.patchbay.filter.target.Connmark,
      dev.patchbay.filter.target.Ct,
      dev.patchbay.filter.target.Dnat,
      dev.patchbay.filter.target.Dscp,
      dev.patchbay.filter.target.Ecn,
      dev.patchbay.filter.target.Hl,
      dev.patchbay.filter.target.Log,
      dev.patchbay.filter.target.Mark,
      dev.patchbay.filter.target.Masquerade,
      dev.patchbay.filter.target.Netmap,
      dev.patchbay.filter.target.Nflog,
      dev.patchbay.filter.target.Nfqueue,
      dev.patchbay.filter.target.Notrack,
      dev.patchbay.filter.target.Redirect,
      dev.patchbay.filter.target.Reject,
      dev.patchbay.filter.target.Set,
      dev.patchbay.filter.target.Snat,
      dev.patchbay.filter.target.Tcpmss,
      dev.patchbay.filter.target.Tee,
      dev.patchbay.filter.target.Tos,
      dev.patchbay.filter.target.Trace,
      dev.patchbay.filter.target.Ttl;
}
