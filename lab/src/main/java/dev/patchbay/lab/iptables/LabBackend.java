package dev.patchbay.lab.iptables;

import dev.patchbay.core.Netns;
import dev.patchbay.lab.Lab;
import dev.patchbay.lab.Ran;
import java.util.List;

/// The lab's programs, in one of its namespaces.
record LabBackend(Lab lab, Netns netns) implements Backend {
  @Override
  public Ran run(List<String> words, String input) {
    return lab.execute(netns, words, input);
  }
}
