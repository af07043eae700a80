package dev.patchbay.trace.pcap;

import dev.patchbay.trace.pcap.Arithmetic.Value;
import dev.patchbay.trace.pcap.Qualifiers.Direction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads an expression as libpcap's grammar does. `and` and `or` bind equally, from left to right;
/// `not` binds to what follows it at once. After an `and` or `or` an address or a number may stand
/// alone: then the qualifiers of the one before hold on.
///
/// What begins with a number or a parenthesis may be an address, a calculation or a condition;
/// which of them shows only later. So reading it gives an [Item], of which a condition is made when
/// what follows is known.
final class FilterParser {
  /// What has been read, as far as it is clear what it is.
  private sealed interface Item {}

  /// A number: an address or a value.
  private record Number(int number) implements Item {}

  /// A value.
  private record Counted(Value value) implements Item {}

  /// A condition.
  ///
  /// @param alone whether it is an address by itself, so that a list of them may follow
  private record Is(Condition condition, Qualifiers qualifiers, boolean alone) implements Item {}

  private static final Map<String, Protocol> PROTOCOLS = new HashMap<>();
  private static final Map<String, Direction> DIRECTIONS = new HashMap<>();

  static {
    for (Protocol protocol : Protocol.values()) {
      if (protocol != Protocol.DEFAULT) {
        PROTOCOLS.put(protocol.text(), protocol);
      }
    }
    for (Direction direction : Direction.values()) {
      DIRECTIONS.put(direction.name().toLowerCase(Locale.ROOT), direction);
    }
    DIRECTIONS.remove("default");
  }

  private final Tokens tokens;
  private final Primitives primitives;
  private final LinkTests links;
  private final ProtocolTests protocols;
  private final Operands operands;
  private final Arithmetic arithmetic;

  FilterParser(
      Tokens tokens,
      Primitives primitives,
      LinkTests links,
      ProtocolTests protocols,
      Operands operands,
      Arithmetic arithmetic) {
    this.tokens = tokens;
    this.primitives = primitives;
    this.links = links;
    this.protocols = protocols;
    this.operands = operands;
    this.arithmetic = arithmetic;
  }

  /// The whole expression, or null if it is empty.
  @Nullable Condition parse() {
    if (tokens.peek().kind() == Token.Kind.END) {
      return null;
    }
    Is all = expression(Qualifiers.NONE, item(Qualifiers.NONE, false));
    if (tokens.peek().kind() != Token.Kind.END) {
      throw tokens.unexpected();
    }
    return all.condition;
  }

  private boolean joins() {
    return tokens.peek().is("and") || tokens.peek().is("or");
  }

  private static Condition joined(boolean and, Is left, Is right) {
    return and ? left.condition.and(right.condition) : left.condition.or(right.condition);
  }

  /// The rest of an expression whose first item has been read.
  private Is expression(Qualifiers before, Item first) {
    Is all = condition(first, before, false);
    while (joins()) {
      boolean and = tokens.next().is("and");
      Qualifiers held = all.qualifiers;
      Is other = condition(item(held, true), held, true);
      all = new Is(joined(and, all, other), other.qualifiers, false);
    }
    return all;
  }

  /// The rest of a list of addresses, whose first has been read.
  private Is list(Is first) {
    Is all = first;
    while (joins()) {
      boolean and = tokens.next().is("and");
      Is other = address(all.qualifiers);
      all = new Is(joined(and, all, other), other.qualifiers, true);
    }
    return all;
  }

  /// Makes a condition of what has been read: an address by itself, or a comparison.
  private Is condition(Item item, Qualifiers held, boolean mayHold) {
    return switch (item) {
      case Is is -> is;
      case Number(int number) when mayHold && !Calculations.isRelation(tokens.peek()) ->
          new Is(operands.number(number, held), held, true);
      case Number(int number) -> compared(arithmetic.constant(number));
      case Counted(Value value) -> compared(value);
    };
  }

  private Is compared(Value left) {
    Token relation = tokens.peek();
    if (!Calculations.isRelation(relation)) {
      throw tokens.unexpected();
    }
    tokens.next();
    Value right = calculation(value(), 0);
    Condition condition =
        arithmetic.compared(
            Calculations.jump(relation), Calculations.isReversed(relation), left, right);
    return new Is(condition, Qualifiers.NONE, false);
  }

  /// One item, with all that is calculated on it.
  private Item item(Qualifiers held, boolean mayHold) {
    tokens.enter();
    Item item = operand(held, mayHold);
    tokens.leave();
    if (item instanceof Is || !Calculations.isOperator(tokens.peek())) {
      return item;
    }
    Value value = item instanceof Number(int number) ? arithmetic.constant(number) : value(item);
    return new Counted(calculation(value, 0));
  }

  private static Value value(Item item) {
    return ((Counted) item).value;
  }

  private Item operand(Qualifiers held, boolean mayHold) {
    return switch (tokens.peek().kind()) {
      case NUMBER -> new Number(tokens.number());
      case NAME, STATION, ARCNET, IPV4, IPV6 -> {
        if (!mayHold) {
          throw tokens.unexpected();
        }
        yield address(held);
      }
      case WORD -> {
        if (tokens.take("!")) {
          Is is = condition(item(held, mayHold), held, mayHold);
          yield new Is(is.condition.not(), is.qualifiers, is.alone);
        }
        yield tokens.take("(") ? inParentheses(held, mayHold) : term();
      }
      case ERROR, END -> throw tokens.unexpected();
    };
  }

  /// What stands between parentheses, the first of which has been read. A list of addresses cannot
  /// be the first thing in another list.
  private Item inParentheses(Qualifiers held, boolean mayHold) {
    boolean nested = tokens.peek().is("(");
    Item first = item(held, mayHold && !nested);
    if (first instanceof Is || !tokens.peek().is(")")) {
      first = conditionInParentheses(first, held, mayHold);
    }
    tokens.expect(")");
    return first;
  }

  private Is conditionInParentheses(Item first, Qualifiers held, boolean mayHold) {
    boolean number = first instanceof Number && mayHold;
    if (number && !Calculations.isRelation(tokens.peek())) {
      return list(condition(first, held, true));
    }
    if (first instanceof Is is && is.alone) {
      return list(is);
    }
    return new Is(expression(held, first).condition, held, false);
  }

  /// An address, or more of them in parentheses: what stands after qualifiers.
  private Is address(Qualifiers is) {
    tokens.enter();
    Is address = anyAddress(is);
    tokens.leave();
    return address;
  }

  private Is anyAddress(Qualifiers is) {
    return switch (tokens.peek().kind()) {
      case NUMBER -> alone(operands.number(tokens.number(), is), is);
      case NAME -> alone(operands.name(tokens.next().text(), is), is);
      case STATION -> alone(operands.station(tokens.next().text(), is), is);
      case ARCNET -> throw new FilterRefusal("aid supported only on ARCnet");
      case IPV4 -> alone(ipv4(tokens.next().text(), is), is);
      case IPV6 -> {
        String text = tokens.next().text();
        int length = tokens.take("/") ? tokens.number() : 128;
        yield alone(operands.ipv6(text, length, is), is);
      }
      case WORD -> {
        if (tokens.take("!")) {
          Is negated = address(is);
          yield alone(negated.condition.not(), negated.qualifiers);
        }
        tokens.expect("(");
        Is list = list(firstOfList(is));
        tokens.expect(")");
        yield list;
      }
      case ERROR, END -> throw tokens.unexpected();
    };
  }

  private Is firstOfList(Qualifiers is) {
    boolean nested = tokens.peek().is("(");
    return nested ? alone(operands.number(tokens.numberInParentheses(), is), is) : address(is);
  }

  private static Is alone(Condition condition, Qualifiers qualifiers) {
    return new Is(condition, qualifiers, true);
  }

  private Condition ipv4(String text, Qualifiers is) {
    if (tokens.take("/")) {
      return operands.net(text, tokens.number(), is);
    }
    if (tokens.take("mask")) {
      return operands.net(text, tokens.expect(Token.Kind.IPV4), is);
    }
    return operands.dotted(text, is);
  }

  /// What begins with a word.
  private Item term() {
    if (Calculations.beginsValue(tokens.peek())) {
      return new Counted(value());
    }
    Protocol protocol = PROTOCOLS.get(tokens.peek().text());
    if (protocol == null) {
      return qualified(Protocol.DEFAULT);
    }
    tokens.next();
    return tokens.take("[") ? new Counted(field(protocol)) : qualified(protocol);
  }

  /// What follows a protocol, or none.
  private Is qualified(Protocol protocol) {
    String word = tokens.peek().kind() == Token.Kind.WORD ? tokens.peek().text() : "";
    return switch (word) {
      case "broadcast" -> {
        tokens.next();
        yield unqualified(links.broadcast(protocol));
      }
      case "multicast" -> {
        tokens.next();
        yield unqualified(links.multicast(protocol));
      }
      case "type", "subtype", "dir" -> {
        tokens.next();
        throw primitives.wireless(word);
      }
      default -> {
        Qualifiers is = qualifiers(protocol);
        if (is != null) {
          Is address = address(is);
          yield new Is(address.condition, address.qualifiers, false);
        }
        boolean named = protocol != Protocol.DEFAULT;
        yield unqualified(named ? protocols.is(protocol) : primitives.read());
      }
    };
  }

  private static Is unqualified(Condition condition) {
    return new Is(condition, Qualifiers.NONE, false);
  }

  private @Nullable Qualifiers qualifiers(Protocol protocol) {
    Direction direction = direction();
    Qualifiers.Kind kind = kind(direction == null);
    if (direction == null && kind == null) {
      return null;
    }
    return new Qualifiers(
        protocol,
        Objects.requireNonNullElse(direction, Direction.DEFAULT),
        Objects.requireNonNullElse(kind, Qualifiers.Kind.DEFAULT));
  }

  private @Nullable Direction direction() {
    if (tokens.peek().kind() != Token.Kind.WORD) {
      return null;
    }
    Direction direction = DIRECTIONS.get(tokens.peek().text());
    if (direction == null) {
      return null;
    }
    tokens.next();
    boolean either = direction == Direction.SRC || direction == Direction.DST;
    if (!either || !joins()) {
      return direction;
    }
    boolean and = tokens.next().is("and");
    tokens.expect(direction == Direction.SRC ? "dst" : "src");
    return and ? Direction.SRC_AND_DST : Direction.SRC_OR_DST;
  }

  private Qualifiers.@Nullable Kind kind(boolean undirected) {
    if (tokens.peek().kind() != Token.Kind.WORD) {
      return null;
    }
    Qualifiers.Kind kind =
        switch (tokens.peek().text()) {
          case "host" -> Qualifiers.Kind.HOST;
          case "net" -> Qualifiers.Kind.NET;
          case "port" -> Qualifiers.Kind.PORT;
          case "portrange" -> Qualifiers.Kind.PORTRANGE;
          case "gateway" -> undirected ? Qualifiers.Kind.GATEWAY : null;
          case "proto" -> undirected ? Qualifiers.Kind.PROTO : null;
          case "protochain" -> undirected ? Qualifiers.Kind.PROTOCHAIN : null;
          default -> null;
        };
    if (kind != null) {
      tokens.next();
    }
    return kind;
  }

  /// A value that operators may follow.
  private Value value() {
    tokens.enter();
    Value value = anyValue();
    tokens.leave();
    return value;
  }

  private Value anyValue() {
    if (tokens.peek().kind() == Token.Kind.NUMBER) {
      return arithmetic.constant(tokens.number());
    }
    if (tokens.take("(")) {
      Value inner = calculation(value(), 0);
      tokens.expect(")");
      return inner;
    }
    if (tokens.take("-")) {
      return arithmetic.negated(calculation(value(), Calculations.NEGATION));
    }
    if (tokens.take("len")) {
      return arithmetic.length();
    }
    Protocol protocol = PROTOCOLS.get(tokens.peek().text());
    if (protocol == null || tokens.peek().kind() != Token.Kind.WORD) {
      throw tokens.unexpected();
    }
    tokens.next();
    tokens.expect("[");
    return field(protocol);
  }

  /// The rest of `ip[…]` or `ip[… : …]`.
  private Value field(Protocol protocol) {
    Value index = calculation(value(), 0);
    int size = tokens.take(":") ? tokens.number() : 1;
    tokens.expect("]");
    return arithmetic.field(protocol, index, size);
  }

  /// Goes on with operators that bind more tightly than the one before.
  private Value calculation(Value first, int rank) {
    Value left = first;
    while (Calculations.goesOn(rank, tokens.peek())) {
      Token operator = tokens.next();
      Value right = calculation(value(), Calculations.rank(operator));
      left = arithmetic.calculated(Calculations.operation(operator), left, right);
    }
    return left;
  }
}
