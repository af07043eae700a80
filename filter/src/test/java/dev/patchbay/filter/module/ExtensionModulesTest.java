package dev.patchbay.filter.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.filter.Extension;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Matches and targets, and the modules that Linux has them in.
class ExtensionModulesTest {
  @Test
  void everyMatchAndTargetIsInAModuleThatThereIs() {
    TreeSet<String> known = new TreeSet<>();
    new ExtensionModules().modules().forEach(module -> known.add(module.name()));
    List.of("ip_tables", "ip6_tables", "nf_conntrack").forEach(known::add);

    TreeSet<String> missing = new TreeSet<>();
    for (Extension one : extensions()) {
      for (Family family : Family.values()) {
        String module = one.module(family);
        if (one.speaks(family) && !module.isEmpty() && !known.contains(module)) {
          missing.add(one.name() + " in " + module);
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  private static List<Extension> extensions() {
    ClassLoader loader = Extension.class.getClassLoader();
    List<Extension> all = new ArrayList<>();
    ServiceLoader.load(MatchKind.class, loader).forEach(all::add);
    ServiceLoader.load(TargetKind.class, loader).forEach(all::add);
    return all;
  }
}
