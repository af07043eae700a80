package dev.patchbay.tools.iptables;

import dev.patchbay.filter.Chain;
import dev.patchbay.filter.Counter;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.Rule;
import dev.patchbay.filter.RuleText;
import java.util.List;

/// Tables as words that would make them: `-S`, `iptables-save`.
final class Dump {
  private final StringBuilder out;
  private final NameService names;

  Dump(StringBuilder out, NameService names) {
    this.out = out;
    this.names = names;
  }

  /// Chains first, then rules.
  ///
  /// @param number only the rule of that number, or 0
  void list(List<Chain> chains, int number, boolean counters) {
    if (number == 0) {
      chains.forEach(chain -> head(chain, counters));
    }
    for (Chain chain : chains) {
      for (int i = 0; i < chain.rules().size(); i++) {
        if (number == 0 || number == i + 1) {
          listRule(chain, chain.rules().get(i), counters);
        }
      }
    }
  }

  private void head(Chain chain, boolean counters) {
    if (!chain.isBuiltIn()) {
      out.append("-N ").append(chain.name()).append('\n');
      return;
    }
    out.append("-P ").append(chain.name()).append(' ').append(chain.policy().name());
    out.append(counters ? count(chain.counter()) : "").append('\n');
  }

  private void listRule(Chain chain, Rule rule, boolean counters) {
    out.append("-A ").append(chain.name());
    RuleText.saveCriteria(out, rule.criteria(), names);
    RuleText.saveMatches(out, rule);
    out.append(counters ? count(rule.counter()) : "");
    RuleText.saveTarget(out, rule);
    out.append('\n');
  }

  private static String count(Counter counter) {
    return " -c "
        + Long.toUnsignedString(counter.packets())
        + " "
        + Long.toUnsignedString(counter.bytes());
  }

  /// The whole of a table, as `-save` writes it.
  void save(List<Chain> chains, boolean counters) {
    for (Chain chain : chains) {
      out.append(':').append(chain.name()).append(' ');
      out.append(chain.isBuiltIn() ? chain.policy().name() : "-").append(' ');
      out.append(bracketed(chain.isBuiltIn() ? chain.counter() : new Counter())).append('\n');
    }
    for (Chain chain : chains) {
      for (Rule rule : chain.rules()) {
        out.append(counters ? bracketed(rule.counter()) + " " : "");
        out.append("-A ").append(chain.name());
        RuleText.save(out, rule, names);
        out.append('\n');
      }
    }
  }

  private static String bracketed(Counter counter) {
    return "["
        + Long.toUnsignedString(counter.packets())
        + ":"
        + Long.toUnsignedString(counter.bytes())
        + "]";
  }
}
