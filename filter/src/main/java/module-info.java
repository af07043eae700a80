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
      dev.patchbay.filter.match.Comment;
  provides dev.patchbay.filter.TargetKind with
      dev.patchbay.filter.target.Mark;
}
