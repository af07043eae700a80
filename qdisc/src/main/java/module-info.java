/// Traffic control: queueing disciplines, the filters that choose among their classes, and the
/// actions of filters.
module dev.patchbay.qdisc {
  requires transitive dev.patchbay.core;
  requires dev.patchbay.filter;
  requires static transitive org.jspecify;

  exports dev.patchbay.qdisc;
  exports dev.patchbay.qdisc.action;
  exports dev.patchbay.qdisc.filter;
  exports dev.patchbay.qdisc.text;

  uses dev.patchbay.qdisc.QdiscKind;
  uses dev.patchbay.qdisc.action.ActionKind;
  uses dev.patchbay.qdisc.filter.FilterKind;

  provides dev.patchbay.core.KernelModule with
      dev.patchbay.qdisc.SchApi;
  provides dev.patchbay.qdisc.QdiscKind with
      dev.patchbay.qdisc.discipline.Bfifo,
      dev.patchbay.qdisc.discipline.Choke,
      dev.patchbay.qdisc.discipline.Clsact,
      dev.patchbay.qdisc.discipline.Codel,
      dev.patchbay.qdisc.discipline.Drr,
      dev.patchbay.qdisc.discipline.Fq,
      dev.patchbay.qdisc.discipline.FqCodel,
      dev.patchbay.qdisc.discipline.Hfsc,
      dev.patchbay.qdisc.discipline.Htb,
      dev.patchbay.qdisc.discipline.Ingress,
      dev.patchbay.qdisc.discipline.Mq,
      dev.patchbay.qdisc.discipline.Multiq,
      dev.patchbay.qdisc.discipline.Netem,
      dev.patchbay.qdisc.discipline.Noqueue,
      dev.patchbay.qdisc.discipline.Pfifo,
      dev.patchbay.qdisc.discipline.PfifoFast,
      dev.patchbay.qdisc.discipline.PfifoHeadDrop,
      dev.patchbay.qdisc.discipline.Pie,
      dev.patchbay.qdisc.discipline.Plug,
      dev.patchbay.qdisc.discipline.Prio,
      dev.patchbay.qdisc.discipline.Qfq,
      dev.patchbay.qdisc.discipline.Red,
      dev.patchbay.qdisc.discipline.Sfq,
      dev.patchbay.qdisc.discipline.Skbprio,
      dev.patchbay.qdisc.discipline.Tbf;
  provides dev.patchbay.qdisc.action.ActionKind with
      dev.patchbay.qdisc.action.Connmark,
      dev.patchbay.qdisc.action.Csum,
      dev.patchbay.qdisc.action.Ctinfo,
      dev.patchbay.qdisc.action.Gact,
      dev.patchbay.qdisc.action.Mirred,
      dev.patchbay.qdisc.action.Mpls,
      dev.patchbay.qdisc.action.Nat,
      dev.patchbay.qdisc.action.Pedit,
      dev.patchbay.qdisc.action.Police,
      dev.patchbay.qdisc.action.Sample,
      dev.patchbay.qdisc.action.Simple,
      dev.patchbay.qdisc.action.Skbedit,
      dev.patchbay.qdisc.action.Skbmod,
      dev.patchbay.qdisc.action.TunnelKey,
      dev.patchbay.qdisc.action.Vlan;
  provides dev.patchbay.qdisc.filter.FilterKind with
      dev.patchbay.qdisc.filter.Basic,
      dev.patchbay.qdisc.filter.Flow,
      dev.patchbay.qdisc.filter.Flower,
      dev.patchbay.qdisc.filter.Fw,
      dev.patchbay.qdisc.filter.Matchall,
      dev.patchbay.qdisc.filter.Route,
      dev.patchbay.qdisc.filter.U32;
}
