package dev.patchbay.filter.module;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.KernelModules;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.filter.Chain;
import dev.patchbay.filter.Extension;
import dev.patchbay.filter.Extensions;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.Rule;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.Tables;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The modules of matches and targets, and the small ones that those need: loaded when a command
/// names what they hold, and in use while a rule does.
public final class ExtensionModules implements KernelModules {
  /// Name, size, and what it needs beside `x_tables`.
  private static final String LIST =
      """
      ip6t_NPT 2662
      ip6t_REJECT 1721 nf_reject_ipv6
      ip6t_ah 1389
      ip6t_eui64 1293
      ip6t_frag 1395
      ip6t_hbh 1820
      ip6t_ipv6header 1541
      ip6t_mh 1261
      ip6t_rpfilter 2105
      ip6t_rt 2009
      ip6t_srh 3476
      ipt_ECN 1837
      ipt_REJECT 1654 nf_reject_ipv4
      ipt_ah 1258
      ipt_rpfilter 2218
      xt_AUDIT 2507
      xt_CHECKSUM 1724
      xt_CLASSIFY 1233
      xt_CONNSECMARK 2357 nf_conntrack
      xt_CT 4759 nf_conntrack
      xt_DSCP 2346
      xt_HL 1714
      xt_LOG 1557
      xt_MASQUERADE 1676 nf_nat nf_conntrack
      xt_NETMAP 2102 nf_nat nf_conntrack
      xt_NFLOG 1565
      xt_NFQUEUE 3151
      xt_REDIRECT 1666 nf_nat nf_conntrack
      xt_SECMARK 3548
      xt_TCPMSS 3804
      xt_TCPOPTSTRIP 1908
      xt_TEE 3023 nf_dup_ipv6 nf_dup_ipv4
      xt_TPROXY 3840 nf_tproxy_ipv6 nf_defrag_ipv6 nf_tproxy_ipv4 nf_defrag_ipv4
      xt_TRACE 1373
      xt_addrtype 3028
      xt_bpf 2429
      xt_cgroup 3293
      xt_cluster 2463 nf_conntrack
      xt_comment 1039
      xt_connbytes 1901 nf_conntrack
      xt_connlabel 1837 nf_conntrack
      xt_connlimit 1709 nf_conncount
      xt_connmark 2999 nf_conntrack
      xt_conntrack 3354 nf_conntrack
      xt_cpu 1133
      xt_dccp 2020
      xt_devgroup 1217
      xt_dscp 1820
      xt_ecn 2138
      xt_esp 1389
      xt_hashlimit 11815
      xt_helper 1633 nf_conntrack
      xt_hl 1318
      xt_ipcomp 1520
      xt_iprange 1630
      xt_ipvs 2331 ip_vs
      xt_length 1329
      xt_limit 1731
      xt_mac 1223
      xt_mark 1514
      xt_multiport 1979
      xt_nat 3480 nf_nat nf_conntrack
      xt_nfacct 1638 nfnetlink_acct
      xt_osf 1172 nfnetlink_osf
      xt_owner 1904
      xt_physdev 2049
      xt_pkttype 1103
      xt_policy 2629
      xt_quota 1437
      xt_realm 1099
      xt_recent 8823
      xt_sctp 2343
      xt_set 8994 ip_set
      xt_socket 3776 nf_socket_ipv6 nf_defrag_ipv6 nf_socket_ipv4 nf_defrag_ipv4
      xt_statistic 1453
      xt_string 1377
      xt_tcpmss 1593
      xt_tcpudp 2466
      xt_time 2224
      xt_u32 1778
      """;

  /// What those need that holds no match and no target.
  private static final String BESIDE =
      """
      ip_vs 162529 nf_conntrack nf_defrag_ipv6
      nf_conncount 6949 nf_conntrack
      nf_dup_ipv4 1279
      nf_dup_ipv6 1343
      nf_log_syslog 11162
      nf_reject_ipv4 5105
      nf_reject_ipv6 5326
      nf_socket_ipv4 1652
      nf_socket_ipv6 1524
      nf_tproxy_ipv4 2336
      nf_tproxy_ipv6 2464
      nfnetlink_acct 5927 nfnetlink
      nfnetlink_osf 4472 nfnetlink
      """;

  @Override
  public List<KernelModule> modules() {
    Extensions extensions = new Extensions();
    List<KernelModule> all = new ArrayList<>();
    LIST.lines().forEach(line -> all.add(module(line, "x_tables", extensions)));
    BESIDE.lines().forEach(line -> all.add(module(line, null, extensions)));
    return all;
  }

  private static KernelModule module(String line, @Nullable String base, Extensions extensions) {
    String[] words = line.split(" ");
    List<String> needs = new ArrayList<>(List.of(words).subList(2, words.length));
    if (base != null) {
      needs.add(base);
    }
    return new ExtensionModule(words[0], Integer.parseInt(words[1]), needs, extensions);
  }

  private record ExtensionModule(
      String name, int size, List<String> dependencies, Extensions extensions)
      implements KernelModule {
    @Override
    public String path() {
      String folder = name.startsWith("ipt_") ? "ipv4/" : name.startsWith("ip6t_") ? "ipv6/" : "";
      return "kernel/net/" + folder + "netfilter/" + name + ".ko";
    }

    /// Who writes what rules log.
    @Override
    public List<String> forerunners() {
      return name.equals("xt_LOG") ? List.of("nf_log_syslog") : List.of();
    }

    @Override
    public int users(Machine machine) {
      int users = 0;
      for (Netns netns : machine.namespaces()) {
        for (Family family : Family.values()) {
          for (Table table : Tables.of(netns).of(family)) {
            users += users(table, family);
          }
        }
      }
      return users;
    }

    private int users(Table table, Family family) {
      int users = 0;
      for (Chain chain : table.rules().chains()) {
        for (Rule rule : chain.rules()) {
          for (Match match : rule.matches()) {
            users += isOurs(extensions.match(family, match.name()), family);
          }
          users += isOurs(extensions.target(family, rule.target().name()), family);
        }
      }
      return users;
    }

    private int isOurs(@Nullable Extension extension, Family family) {
      return extension != null && extension.module(family).equals(name) ? 1 : 0;
    }
  }
}
