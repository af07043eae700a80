package dev.patchbay.qdisc.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelEntriesTest {
  private static List<FlowerKey> keys(String words) {
    LabelEntries entries = new LabelEntries();
    entries.read(Args.of(words.split(" ")));
    return entries.keys();
  }

  @Test
  void asksForTheFirstEntryAloneByItsFields() {
    assertThat(keys("lse depth 1 label 5 ttl 9"))
        .extracting(FlowerKey::name)
        .containsExactly("mpls_label", "mpls_ttl");
  }

  @Test
  void asksForSeveralEntriesByDepth() {
    assertThat(keys("lse depth 2 ttl 4 bos 1 lse depth 1 label 5"))
        .extracting(FlowerKey::text)
        .containsExactly("depth 1 label 5", "depth 2 bos 1 ttl 4");
  }

  @Test
  void refusesAnEntryWithoutDepth() {
    assertThatThrownBy(() -> keys("lse label 5"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> assertThat(e.message()).isEqualTo("Error: argument \"depth\" is required"));
  }
}
