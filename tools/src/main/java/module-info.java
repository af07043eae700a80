/// The commands that show and change networks, a package a suite.
module dev.patchbay.tools {
  requires transitive dev.patchbay.core;
  requires dev.patchbay.device;
  requires dev.patchbay.filter;
  requires dev.patchbay.qdisc;
  requires dev.patchbay.stack;
  requires transitive dev.patchbay.trace;
  requires static transitive org.jspecify;

  exports dev.patchbay.tools.arping;
  exports dev.patchbay.tools.brctl;
  exports dev.patchbay.tools.bridge;
  exports dev.patchbay.tools.curl;
  exports dev.patchbay.tools.dmesg;
  exports dev.patchbay.tools.ethtool;
  exports dev.patchbay.tools.hostname;
  exports dev.patchbay.tools.ip;
  exports dev.patchbay.tools.iperf3;
  exports dev.patchbay.tools.iproute;
  exports dev.patchbay.tools.iptables;
  exports dev.patchbay.tools.kmod;
  exports dev.patchbay.tools.lnstat;
  exports dev.patchbay.tools.nettools;
  exports dev.patchbay.tools.nc;
  exports dev.patchbay.tools.nstat;
  exports dev.patchbay.tools.ping;
  exports dev.patchbay.tools.python;
  exports dev.patchbay.tools.service;
  exports dev.patchbay.tools.ss;
  exports dev.patchbay.tools.sysctl;
  exports dev.patchbay.tools.tc;
  exports dev.patchbay.tools.tcpdump;
  exports dev.patchbay.tools.teamd;
  exports dev.patchbay.tools.teamdctl;
  exports dev.patchbay.tools.teamnl;
  exports dev.patchbay.tools.tracepath;
  exports dev.patchbay.tools.traceroute;
  exports dev.patchbay.tools.unshare;
  exports dev.patchbay.tools.vconfig;
  exports dev.patchbay.tools.wget;

  provides dev.patchbay.core.Command with
      dev.patchbay.tools.arping.Arping,
      dev.patchbay.tools.brctl.Brctl,
      dev.patchbay.tools.conntrack.Conntrack,
      dev.patchbay.tools.bridge.Bridge,
      dev.patchbay.tools.curl.Curl,
      dev.patchbay.tools.dmesg.Dmesg,
      dev.patchbay.tools.ethtool.Ethtool,
      dev.patchbay.tools.hostname.Dnsdomainname,
      dev.patchbay.tools.hostname.Domainname,
      dev.patchbay.tools.hostname.Hostname,
      dev.patchbay.tools.hostname.Nisdomainname,
      dev.patchbay.tools.hostname.Ypdomainname,
      dev.patchbay.tools.ip.Ip,
      dev.patchbay.tools.ip.Rtmon,
      dev.patchbay.tools.ipset.Ipset,
      dev.patchbay.tools.iptables.Ip6tables,
      dev.patchbay.tools.iptables.Ip6tablesLegacy,
      dev.patchbay.tools.iptables.Ip6tablesLegacyRestore,
      dev.patchbay.tools.iptables.Ip6tablesLegacySave,
      dev.patchbay.tools.iptables.Ip6tablesNft,
      dev.patchbay.tools.iptables.Ip6tablesNftRestore,
      dev.patchbay.tools.iptables.Ip6tablesNftSave,
      dev.patchbay.tools.iptables.Ip6tablesRestore,
      dev.patchbay.tools.iptables.Ip6tablesSave,
      dev.patchbay.tools.iptables.Iptables,
      dev.patchbay.tools.iptables.IptablesLegacy,
      dev.patchbay.tools.iptables.IptablesLegacyRestore,
      dev.patchbay.tools.iptables.IptablesLegacySave,
      dev.patchbay.tools.iptables.IptablesNft,
      dev.patchbay.tools.iptables.IptablesNftRestore,
      dev.patchbay.tools.iptables.IptablesNftSave,
      dev.patchbay.tools.iptables.IptablesRestore,
      dev.patchbay.tools.iptables.IptablesSave,
      dev.patchbay.tools.iperf3.Iperf3,
      dev.patchbay.tools.kmod.Lsmod,
      dev.patchbay.tools.kmod.Modinfo,
      dev.patchbay.tools.kmod.Modprobe,
      dev.patchbay.tools.kmod.Rmmod,
      dev.patchbay.tools.lnstat.Ctstat,
      dev.patchbay.tools.lnstat.Lnstat,
      dev.patchbay.tools.lnstat.Rtstat,
      dev.patchbay.tools.nettools.Arp,
      dev.patchbay.tools.nettools.Ifconfig,
      dev.patchbay.tools.nettools.Ipmaddr,
      dev.patchbay.tools.nettools.Miitool,
      dev.patchbay.tools.nettools.Nameif,
      dev.patchbay.tools.nettools.Netstat,
      dev.patchbay.tools.nettools.Rarp,
      dev.patchbay.tools.nettools.Route,
      dev.patchbay.tools.python.Python3,
      dev.patchbay.tools.nstat.Nstat,
      dev.patchbay.tools.nstat.Rtacct,
      dev.patchbay.tools.nc.Nc,
      dev.patchbay.tools.nc.NcOpenbsd,
      dev.patchbay.tools.nc.Netcat,
      dev.patchbay.tools.ping.Ping,
      dev.patchbay.tools.ping.Ping4,
      dev.patchbay.tools.ping.Ping6,
      dev.patchbay.tools.service.Service,
      dev.patchbay.tools.ss.Ss,
      dev.patchbay.tools.sysctl.Sysctl,
      dev.patchbay.tools.tc.Tc,
      dev.patchbay.tools.tcpdump.Tcpdump,
      dev.patchbay.tools.teamd.Teamd,
      dev.patchbay.tools.teamdctl.Teamdctl,
      dev.patchbay.tools.teamnl.Teamnl,
      dev.patchbay.tools.telnet.Telnet,
      dev.patchbay.tools.tracepath.Tracepath,
      dev.patchbay.tools.tracepath.Tracepath6,
      dev.patchbay.tools.traceroute.Traceroute,
      dev.patchbay.tools.traceroute.Traceroute6,
      dev.patchbay.tools.unshare.Nsenter,
      dev.patchbay.tools.unshare.Unshare,
      dev.patchbay.tools.wget.Wget,
      dev.patchbay.tools.vconfig.Vconfig;
  provides dev.patchbay.core.SocketFiles with
      dev.patchbay.tools.sockets.ShellSockets;
}
