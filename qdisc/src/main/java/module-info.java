/// Traffic control: queueing disciplines, the filters that choose among their classes, and the
/// actions of filters.
module dev.patchbay.qdisc {
  requires transitive dev.patchbay.core;
  requires static transitive org.jspecify;

  exports dev.patchbay.qdisc;
  exports dev.patchbay.qdisc.text;

  uses dev.patchbay.qdisc.QdiscKind;

  provides dev.patchbay.core.KernelModule with
      dev.patchbay.qdisc.SchApi;
  provides dev.patchbay.qdisc.QdiscKind with
      dev.patchbay.qdisc.discipline.Bfifo,
      dev.patchbay.qdisc.discipline.Netem,
      dev.patchbay.qdisc.discipline.Noqueue,
      dev.patchbay.qdisc.discipline.Pfifo,
      dev.patchbay.qdisc.discipline.PfifoFast,
      dev.patchbay.qdisc.discipline.PfifoHeadDrop;
}
