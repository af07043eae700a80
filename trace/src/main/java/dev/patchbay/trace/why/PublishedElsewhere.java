package dev.patchbay.trace.why;

import dev.patchbay.core.Netns;
import dev.patchbay.filter.Chain;
import dev.patchbay.filter.RuleStage;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Tables;
import dev.patchbay.stack.ip.IpStages;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A port that is published at another address than the one that was asked.
final class PublishedElsewhere implements Diagnosis {
  private static final Pattern ADDRESS = Pattern.compile("^-d ([0-9a-f.:]+)/(32|128) ");

  @Override
  public @Nullable Answer of(Evidence evidence) {
    Evidence.Found<IpStages.Delivered> arrival = evidence.arrival();
    Netns netns = arrival == null ? null : evidence.netns(arrival.entry());
    int port = evidence.probe().port();
    if (arrival == null || netns == null || port == 0 || Listeners.has(netns, port)) {
      return null;
    }
    Table table = Tables.of(netns).find(evidence.destination().family(), TableKind.NAT);
    Chain chain = table == null ? null : table.rules().find("PREROUTING");
    if (table == null || chain == null) {
      return null;
    }
    for (int number = 1; number <= chain.rules().size(); number++) {
      RuleStage rule = new RuleStage(table, chain, number);
      Matcher address = ADDRESS.matcher(rule.words());
      boolean publishes = rule.words().contains("--dport " + port + " -j DNAT");
      if (publishes && address.find()) {
        return answer(evidence, netns, rule, address, arrival.stage().destination());
      }
    }
    return null;
  }

  private static Answer answer(
      Evidence evidence, Netns netns, RuleStage rule, Matcher address, String asked) {
    String words = address.replaceFirst("-d " + asked + "/" + address.group(2) + " ");
    return new Answer(
        "rule "
            + rule.number()
            + " of chain PREROUTING of table nat in "
            + evidence.name(netns)
            + " publishes the port at "
            + address.group(1)
            + ", not at "
            + asked,
        "it is to be published at " + asked,
        List.of(evidence.in(netns, PublishedPort.replacement(rule, words))));
  }
}
