package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import org.jspecify.annotations.Nullable;

/// Makes a class of what a packet says: its address, its mark, or a hash of several such keys
/// (tc-flow(8), net/sched/cls_flow.c).
public final class Flow implements FilterKind {
  @Override
  public String name() {
    return "flow";
  }

  @Override
  public Options parse(Args args, Head head) {
    return new FlowWords(args, head).read();
  }

  @Override
  public int handle(@Nullable String word) {
    return Matchall.number(word);
  }

  @Override
  public Classifier create(Chain chain, int protocol, int pref) throws NetlinkException {
    return new FlowClassifier(this, chain, protocol, pref);
  }
}
