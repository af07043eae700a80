package dev.patchbay.filter;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// In a journey: the rule that a packet matched.
public record RuleStage(Table table, Chain chain, int number) implements Stage {
  @Override
  public String name() {
    return "rule";
  }

  @Override
  public void show(Output out) {
    out.string("table", "", table.kind().word(), " ");
    out.string("chain", "", chain.name(), " ");
    out.number("number", "rule ", number, "");
    out.string("rule", ": ", words(), "");
  }

  /// The rule in the words of `iptables -S`, without its chain.
  public String words() {
    StringBuilder words = new StringBuilder();
    RuleText.save(words, chain.rules().get(number - 1), NumbersOnly.INSTANCE);
    return words.toString().strip();
  }
}
