package dev.patchbay.filter;

import java.util.List;

/// One rule: what packets it means, and what becomes of them. All but its counter is immutable.
public record Rule(Criteria criteria, List<Match> matches, Target target, Counter counter) {
  public Rule {
    matches = List.copyOf(matches);
  }

  /// The name of the target as it is shown, empty for none.
  public String targetName() {
    return target == StandardTarget.NONE ? "" : target.name();
  }

  /// Whether the rule says the same as another (`-C`, `-D`), whatever has been counted.
  public boolean saysAs(Rule other) {
    return criteria.equals(other.criteria) && words().equals(other.words());
  }

  /// The words for its matches and its target, as they are saved.
  private String words() {
    StringBuilder out = new StringBuilder();
    RuleText.saveMatches(out, this);
    RuleText.saveTarget(out, this);
    return out.toString();
  }
}
