package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"drops", "journey", "machine", "on", "plug", "reach", "segment", "unplug", "why"})
  void tellsOfTheCommandsThatOnlyALabHas(String command) {
    assertThat(Help.of(command)).startsWith("Usage: " + command + " ").endsWith("\n");
  }

  @Test
  void tellsOfItsOwnCommandsFirst() {
    assertThat(Help.of("draw")).startsWith("Usage: patchbay draw ");
  }

  @Test
  void refusesWhatItKnowsNothingOf() {
    assertThatThrownBy(() -> Help.of("nosuch"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("no help on \"nosuch\"");
  }
}
