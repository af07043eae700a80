package dev.patchbay.filter;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// In a journey: a packet met the end of a built-in chain.
public record PolicyStage(Table table, Chain chain) implements Stage {
  @Override
  public String name() {
    return "policy";
  }

  @Override
  public boolean isDetail() {
    return chain.policy() != StandardTarget.DROP;
  }

  @Override
  public void show(Output out) {
    out.string("table", "", table.kind().word(), " ");
    out.string("chain", "", chain.name(), " ");
    out.string("policy", "policy ", chain.policy().name(), ": no rule decided");
  }
}
