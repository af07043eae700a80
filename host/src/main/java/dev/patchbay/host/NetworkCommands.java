package dev.patchbay.host;

import dev.patchbay.core.text.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/// The commands of Linux that inspect or configure networks, or lead around the walls. What the lab
/// does not have of them is refused. Scripts that only call others (`iptables-apply`) are none.
public final class NetworkCommands {
  private static final List<String> NAMES =
      words(
          """
          ip rtmon rtacct routel routef bridge tc ss nstat lnstat ifstat rdma devlink dcb tipc vdpa
          ifconfig route arp netstat nameif rarp slattach plipconfig iptunnel ipmaddr mii-tool mii-diag ifup ifdown ifquery
          ifenslave vconfig brctl ethtool tunctl teamd teamdctl teamnl bond2team
          iptables iptables-save iptables-restore iptables-legacy iptables-legacy-save iptables-legacy-restore
          iptables-nft iptables-nft-save iptables-nft-restore
          ip6tables ip6tables-save ip6tables-restore ip6tables-legacy ip6tables-legacy-save
          ip6tables-legacy-restore ip6tables-nft ip6tables-nft-save ip6tables-nft-restore
          ebtables ebtables-save ebtables-restore ebtables-legacy ebtables-nft ebtables-nft-save
          ebtables-nft-restore ebtables-translate arptables arptables-save arptables-restore arptables-legacy arptables-nft
          arptables-nft-save arptables-nft-restore xtables-monitor xtables-multi xtables-legacy-multi xtables-nft-multi
          nft nfct conntrack conntrackd ipset ipvsadm nfnl_osf ufw firewall-cmd firewalld fwctl shorewall
          ping ping4 ping6 arping clockdiff tracepath tracepath6 traceroute traceroute6 mtr fping hping3 nping nmap masscan
          tcpdump tshark dumpcap wireshark termshark ngrep netsniff-ng trafgen mausezahn iftop nethogs iptraf-ng bmon
          iperf iperf3 netperf netserver socat nc ncat netcat telnet
          dhclient dhcpcd udhcpc dhcpd dnsmasq radvd rdisc6 ndisc6 rtpd hostapd wpa_supplicant wpa_cli iw iwconfig iwlist rfkill
          nmcli nmtui nm-online NetworkManager netplan networkctl resolvectl wicked connmanctl keepalived
          wg wg-quick openvpn ipsec swanctl charon-cmd vtysh zebra bgpd ospfd bird birdc gobgp gobgpd frr
          ovs-vsctl ovs-ofctl ovs-dpctl ovs-appctl ovs-vswitchd ovsdb-server ovn-nbctl ovn-sbctl vpp vppctl bpftool xdp-loader
          sysctl modprobe insmod rmmod depmod lsmod modinfo kmod
          mount umount nsenter unshare chroot pivot_root switch_root setns capsh lxc-unshare systemd-nspawn firejail bwrap
          docker dockerd docker-compose containerd ctr runc crun podman buildah nerdctl kubectl k3s minikube kind crictl
          lxc lxd lxc-start lxc-attach incus virsh qemu-system-x86_64 qemu-bridge-helper vde_switch slirp4netns pasta passt
          systemctl systemd-run service init shutdown reboot halt poweroff telinit busctl dbus-send machinectl loginctl
          flanneld calicoctl cilium\
          """);

  private static final List<String> TEXT_TOOLS =
      words(
          """
          iptables-xml iptables-translate iptables-restore-translate ip6tables-translate ip6tables-restore-translate\
          """);

  private NetworkCommands() {}

  /// Those that only turn one text into another, and are not refused.
  static List<String> textTools() {
    return TEXT_TOOLS;
  }

  /// All of them.
  public static List<String> all() {
    return NAMES;
  }

  /// Whether a program of this name or path is one of them.
  public static boolean contains(String program) {
    return NAMES.contains(name(program));
  }

  /// What the user is told who starts one that the lab does not have.
  public static CommandException refusal(String program) {
    return new CommandException(
        126, "patchbay: " + name(program) + ": not run: it could reach the host's network");
  }

  static String name(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    new StringTokenizer(text).asIterator().forEachRemaining(word -> words.add((String) word));
    return List.copyOf(words);
  }
}
