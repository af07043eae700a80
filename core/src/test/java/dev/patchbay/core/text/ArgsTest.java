package dev.patchbay.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/// Expected messages are iproute2 6.1's, as it printed them on Linux.
class ArgsTest {
  @Test
  void walksTheWords() {
    Args args = Args.of("link", "set", "d0", "up");

    assertThat(args.next()).isEqualTo("link");
    assertThat(args.accept("add")).isFalse();
    assertThat(args.accept("se")).isFalse();
    assertThat(args.accept("set")).isTrue();
    assertThat(args.peek()).isEqualTo("d0");
    args.skip();
    args.back();
    assertThat(args.rest()).containsExactly("d0", "up");
    assertThat(args.remaining()).isEqualTo(2);
    args.skip();
    args.skip();

    assertThat(args.hasNext()).isFalse();
    assertThat(args.peek()).isNull();
    assertThat(args.accept("up")).isFalse();
    assertThat(args.rest()).isEmpty();
  }

  @Test
  void missesAWord() {
    Args args = Args.of();

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(args::next)
        .withMessage("Command line is not complete. Try option \"help\"")
        .returns(255, CommandException::status);
  }

  @Test
  void takesAnyPrefixThatIsNotEmpty() {
    assertThat(Args.matches("a", "address")).isTrue();
    assertThat(Args.matches("address", "address")).isTrue();
    assertThat(Args.matches("addresses", "address")).isFalse();
    assertThat(Args.matches("", "address")).isFalse();
    assertThat(Args.matches("d", "address")).isFalse();
  }

  @Test
  void refusesInTheWordsOfIproute2() {
    assertThat(Args.invarg("id is invalid", "abc"))
        .hasMessage("Error: argument \"abc\" is wrong: id is invalid");
    assertThat(Args.required("type")).hasMessage("Error: argument \"type\" is required");
    assertThat(Args.duplicate("mtu", "2"))
        .hasMessage("Error: duplicate \"mtu\": \"2\" is the second value.");
    assertThat(Args.garbage("dev", "d0"))
        .hasMessage("Error: either \"dev\" is duplicate, or \"d0\" is a garbage.");
  }

  @Test
  void takesNumbers() {
    Args args = Args.of("0x600", "-1", "65535", "255", "0xffffffffffffffff");

    assertThat(args.u32("")).isEqualTo(1536);
    assertThat(args.integer("")).isEqualTo(-1);
    assertThat(args.u16("")).isEqualTo(65535);
    assertThat(args.u8("")).isEqualTo(255);
    assertThat(args.u64("")).isEqualTo(-1);
  }

  @Test
  void refusesANumberWithTheMessageOfTheCaller() {
    Args args = Args.of("4294967296");

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> args.u32("\"metric\" value is invalid\n"))
        .withMessage("Error: argument \"4294967296\" is wrong: \"metric\" value is invalid\n");
  }
}
