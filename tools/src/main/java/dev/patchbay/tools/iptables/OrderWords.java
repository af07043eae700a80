package dev.patchbay.tools.iptables;

import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads what is to be done, and the words that belong to it: `-I INPUT 3`, `-E old new`.
final class OrderWords {
  private final Words words;
  private final Given given;
  private final Predicate<String> isTarget;

  OrderWords(Words words, Given given, Predicate<String> isTarget) {
    this.words = words;
    this.given = given;
    this.isTarget = isTarget;
  }

  void read(char letter, @Nullable String argument, boolean invert) {
    if (letter == 'N') {
      checkChainName(String.valueOf(argument));
    }
    Order order = order(letter);
    if (invert) {
      throw new Refusal("unexpected '!' flag");
    }
    for (Order other : given.orders) {
      if (!order.companions().contains(other)) {
        throw new Refusal("Cannot use -" + letter + " with -" + other.letter());
      }
    }
    given.orders.add(order);
    String chain = argument == null ? words.acceptArgument() : argument;
    if (chain != null) {
      given.chain = chain;
    }
    readBehindChain(order);
  }

  private static Order order(char letter) {
    for (Order order : Order.values()) {
      if (order.letter() == letter && order != Order.DELETE_NUMBER && order != Order.ZERO_NUMBER) {
        return order;
      }
    }
    throw new IllegalStateException("no order -" + letter);
  }

  private void readBehindChain(Order order) {
    String word =
        switch (order) {
          case APPEND, CHECK, FLUSH, NEW_CHAIN, DELETE_CHAIN -> null;
          default -> words.acceptArgument();
        };
    switch (order) {
      case DELETE -> replaceIfNumbered(word, order, Order.DELETE_NUMBER);
      case ZERO -> replaceIfNumbered(word, order, Order.ZERO_NUMBER);
      case LIST, LIST_RULES -> given.number = word == null ? 0 : ruleNumber(word);
      case INSERT -> given.number = word == null ? 1 : ruleNumber(word);
      case REPLACE -> given.number = ruleNumber(must(word, "-R requires a rule number"));
      case RENAME_CHAIN ->
          given.newName = must(word, "-E requires old-chain-name and new-chain-name");
      case SET_POLICY -> given.policy = must(word, "-P requires a chain and a policy");
      default -> {}
    }
  }

  private void replaceIfNumbered(@Nullable String word, Order order, Order numbered) {
    if (word != null) {
      given.number = ruleNumber(word);
      given.orders.remove(order);
      given.orders.add(numbered);
    }
  }

  private static String must(@Nullable String word, String refusal) {
    if (word == null) {
      throw new Refusal(refusal);
    }
    return word;
  }

  private static int ruleNumber(String word) {
    Long number = Values.parse(word);
    if (number == null || number < 1 || number > Integer.MAX_VALUE) {
      throw new Refusal("Invalid rule number `" + word + "'");
    }
    return number.intValue();
  }

  private void checkChainName(String name) {
    if (name.length() >= Parser.MOST_NAME) {
      throw new Refusal(
          "chain name `" + name + "' too long (must be under " + Parser.MOST_NAME + " chars)");
    }
    if (name.startsWith("-") || name.startsWith("!")) {
      throw new Refusal("chain name not allowed to start with `" + name.charAt(0) + "'");
    }
    if (isTarget.test(name)) {
      throw new Refusal("chain name may not clash with target name");
    }
    if (name.chars().anyMatch(Character::isWhitespace)) {
      throw new Refusal("Invalid chain name `" + name + "'");
    }
  }
}
