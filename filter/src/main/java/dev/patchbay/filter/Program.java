package dev.patchbay.filter;

import dev.patchbay.core.HookPoint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule set in the form that packets run: chains with their jumps resolved.
final class Program {
  /// One chain.
  static final class Block {
    final Chain chain;
    final Rule[] rules;

    /// Where the target of a rule leads, or null where it is no jump.
    final @Nullable Block[] jumps;

    private final @Nullable RuleIndex index;
    private final byte[] checks;
    private final Match[][] matches;

    Block(Chain chain) {
      this.chain = chain;
      this.rules = chain.rules().toArray(Rule[]::new);
      this.jumps = new @Nullable Block[rules.length];
      this.checks = new byte[rules.length];
      this.matches = new Match[rules.length][];
      for (int i = 0; i < rules.length; i++) {
        checks[i] = rules[i].criteria().checks();
        matches[i] = rules[i].matches().toArray(Match[]::new);
      }
      RuleIndex made = rules.length < RuleIndex.FEW ? null : new RuleIndex(rules);
      this.index = made == null || made.isUseless() ? null : made;
    }

    /// Whether a rule matches: of its criteria only those that say anything are looked at.
    boolean matches(int rule, Inspection packet) {
      if (checks[rule] != 0 && !rules[rule].criteria().matches(packet, checks[rule])) {
        return false;
      }
      Match[] all = matches[rule];
      for (int i = 0; i < all.length; i++) {
        if (!all[i].matches(packet)) {
          return false;
        }
      }
      return true;
    }

    /// The first rule from `from` on that may match: all before it do not.
    int next(Inspection packet, int from) {
      RuleIndex known = index;
      return known == null || from >= rules.length ? from : known.next(packet, from);
    }
  }

  private final @Nullable Block[] entries = new @Nullable Block[HookPoint.values().length];

  Program(RuleSet rules) {
    Map<String, Block> blocks = HashMap.newHashMap(rules.chains().size());
    for (Chain chain : rules.chains()) {
      Block block = new Block(chain);
      blocks.put(chain.name(), block);
      HookPoint point = chain.point();
      if (point != null) {
        entries[point.ordinal()] = block;
      }
    }
    blocks.values().forEach(block -> link(block, blocks));
  }

  private static void link(Block block, Map<String, Block> blocks) {
    for (int i = 0; i < block.rules.length; i++) {
      if (block.rules[i].target() instanceof Jump jump) {
        block.jumps[i] = blocks.get(jump.name());
      }
    }
  }

  /// Where a packet begins at that hook, or null.
  @Nullable Block entry(HookPoint point) {
    return entries[point.ordinal()];
  }
}
