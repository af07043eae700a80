package dev.patchbay.qdisc.filter.ematch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmatchWordsTest {
  @Test
  void leavesWhatStandsBehindTheExpression() {
    Args args = new Args(List.of("u32(u8 0x01 0xff at 9)", "action", "drop"));

    Ematch read = EmatchWords.read(args);

    assertThat(read.text(1)).isEqualTo("  u32(00010000/00ff0000 at 8)\n");
    assertThat(args.next()).isEqualTo("action");
  }

  @Test
  void takesNothingWhenNothingStandsBehindTheExpression() {
    Args args = new Args(List.of("u32(u8 0x01 0xff at 9)"));

    Ematch read = EmatchWords.read(args);

    assertThat(read.text(1)).isEqualTo("  u32(00010000/00ff0000 at 8)\n");
    assertThat(args.next()).isEqualTo("u32(u8 0x01 0xff at 9)");
  }

  @Test
  void readsAnExpressionThatIsSpreadOverArguments() {
    Args args =
        new Args(List.of("not", "cmp(u8", "at", "9", "eq", "6)", "and", "meta(vlan eq 5)", "drop"));

    Ematch read = EmatchWords.read(args);

    assertThat(read.text(1)).isEqualTo("  NOT cmp(u8 at 9 layer 1 eq 6)\n  AND meta(vlan eq 5)\n");
    assertThat(args.next()).isEqualTo("drop");
  }

  @Test
  void refusesAMatchThatDoesNotEnd() {
    Args args = new Args(List.of("cmp(u8 at 9 eq 1", "action", "drop"));

    assertThatThrownBy(() -> EmatchWords.read(args))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("Parse error: syntax error");
  }
}
