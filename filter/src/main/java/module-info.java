/// Netfilter: tables and chains of rules, what rules match, and what becomes of a packet that they
/// match.
module dev.patchbay.filter {
  requires transitive dev.patchbay.device;
  requires static transitive org.jspecify;

  exports dev.patchbay.filter;

  uses dev.patchbay.filter.MatchKind;
  uses dev.patchbay.filter.TargetKind;
  uses dev.patchbay.filter.TableHooks;

  provides dev.patchbay.filter.MatchKind with
      dev.patchbay.filter.match.Addrtype,
      dev.patchbay.filter.match.Comment,
      dev.patchbay.filter.match.Dscp,
      dev.patchbay.filter.match.Ecn,
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
      dev.patchbay.filter.match.Quota,
      dev.patchbay.filter.match.Tcp,
      dev.patchbay.filter.match.Ttl,
      dev.patchbay.filter.match.Udp;
  provides dev.patchbay.filter.TargetKind with
      dev.patchbay.filter.target.Mark;
}
