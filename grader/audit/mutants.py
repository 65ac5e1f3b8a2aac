"""Automatic mutants of a reference: one small change each, that a good suite notices. Pure: source in, sources out.

Tools for this (mutmut, cosmic-ray) change operators and constants of a project and run its tests in a process of
their own. Half of what goes wrong in this kind of code is not among their changes (axes, reductions, detach,
train and eval, seeds, dropped optimiser calls), and these mutants have to be graded like submissions.
"""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
# What is called instead, and what a student confuses it with. "" leaves the call out and keeps what it is called on.
_CALLS = {
    "sum": "mean", "mean": "sum", "max": "min", "min": "max", "amax": "amin", "argmax": "argmin", "abs": "", "sqrt": "",
    "square": "abs", "exp": "", "log": "exp", "rand": "randn", "randn": "rand", "zeros": "ones", "ones": "zeros",
    "zeros_like": "ones_like", "ones_like": "zeros_like", "eval": "train", "train": "eval", "no_grad": "enable_grad",
    "detach": "", "clone": "", "item": "", "var": "std", "xavier_normal_": "kaiming_normal_",
    "kaiming_normal_": "xavier_normal_", "zeros_": "ones_", "relu": "tanh", "sigmoid": "tanh", "randperm": "arange",
    "cross_entropy": "nll_loss", "mm": "mul", "Adam": "SGD", "SGD": "Adam", "clamp": "",
}  # fmt: skip
_IN_PLACE = {"abs", "add", "clamp", "div", "exp", "log", "mul", "neg", "pow", "sigmoid", "sqrt", "sub", "tanh"}


@dataclass(frozen=True)
class Mutant:
    """One changed reference. `id` says what changed and holds while other lines move; `name` is the top-level name."""

    id: str
    file: str
    name: str
    source: str


@dataclass
class _Change:
    """`before` becomes `after`, in the body of `name`. Both are described by their source."""

    name: str
    before: ast.AST
    after: ast.AST

    def described(self) -> str:
        """What changed, in words that a person finds again."""
        return f"{_short(ast.unparse(self.before))} -> {_short(ast.unparse(self.after))}"


def mutants(file: str, source: str, given: str) -> list[Mutant]:
    """Every mutant of a reference, in order; what stands in `given` (the stub) as it is stays as it is."""
    tree = ast.parse(source)
    known = {ast.dump(node) for node in ast.parse(given).body}
    count: Counter[str] = Counter()
    found = []
    for change in _changes([node for node in tree.body if ast.dump(node) not in known]):
        source_after = _applied(tree, change)
        title = f"{file} {change.name}: {change.described()}"
        count[title] += 1
        number = f" #{count[title]}" if count[title] > 1 else ""
        found.append(Mutant(title + number, file, change.name.partition(".")[0], source_after))
    return found


def _changes(nodes: list[ast.stmt]) -> Iterator[_Change]:
    for scope, function in _functions(nodes):
        for node in _body_nodes(function):
            for after in _replacements(node, function):
                yield _Change(scope, node, after)


def _functions(nodes: list[ast.stmt]) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{f.name}", f) for f in node.body if isinstance(f, ast.FunctionDef))


def _body_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Every node of a function's body, outermost first; not its docstring, signature or annotations."""
    for statement in function.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        for node in ast.walk(statement):
            if not isinstance(node, ast.arg):
                yield node


def _replacements(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr):
        yield from _of_expression(node, function)
    elif isinstance(node, ast.Expr | ast.AugAssign | ast.Raise):
        yield ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None and _returns_tensor(function):
        yield ast.Return(_method(node.value, "detach"))
    elif isinstance(node, ast.Assign) and _is_update(node):
        yield ast.Pass()
    if isinstance(node, ast.If):
        yield _with(node, test=ast.Constant(True))
        yield _with(node, test=ast.Constant(False))


def _of_expression(node: ast.expr, function: ast.FunctionDef) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        yield _with(node, op=_BINARY[type(node.op)]())
        if not isinstance(node.op, ast.Add | ast.Mult):
            yield _with(node, left=node.right, right=node.left)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        yield _with(node, ops=[_COMPARE[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not | ast.Invert):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.Call):
        yield from _of_call(node, function)
    elif isinstance(node, ast.Slice):
        yield from (_with(node, **{side: None}) for side in ("lower", "upper") if getattr(node, side) is not None)


def _of_constant(node: ast.Constant) -> Iterator[ast.expr]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        if node.value > 0:
            yield ast.Constant(node.value - 1)
    elif isinstance(node.value, float):
        yield ast.Constant(node.value * 2 or 1.0)


def _of_call(node: ast.Call, function: ast.FunctionDef) -> Iterator[ast.expr]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if isinstance(node.func, ast.Attribute) and name in _CALLS:
        owner = node.func.value
        if other := _CALLS[name]:
            yield _with(node, func=_with(node.func, attr=other))
        elif isinstance(owner, ast.Name) and owner.id == "torch" and node.args:
            yield node.args[0]
        elif not (isinstance(owner, ast.Name) and owner.id == "torch"):
            yield owner
    if isinstance(node.func, ast.Attribute) and name in _IN_PLACE and _is_argument(node.func.value, function):
        yield _with(node, func=_with(node.func, attr=f"{name}_"))
    if len(node.args) > 1 and not any(isinstance(arg, ast.Starred) for arg in node.args):
        yield _with(node, args=[node.args[1], node.args[0], *node.args[2:]])
    for index in range(len(node.keywords)):
        yield _with(node, keywords=[*node.keywords[:index], *node.keywords[index + 1 :]])
    if name == "manual_seed":
        yield _with(node, args=[ast.Constant(0)])


def _is_argument(node: ast.expr, function: ast.FunctionDef) -> bool:
    return isinstance(node, ast.Name) and node.id in {arg.arg for arg in function.args.args}


def _returns_tensor(function: ast.FunctionDef) -> bool:
    return isinstance(function.returns, ast.Name) and function.returns.id == "Tensor"


def _is_update(node: ast.Assign) -> bool:
    """`x = ... x ...`: leaving it out is a mistake, not a NameError."""
    target = node.targets[0]
    return isinstance(target, ast.Name) and any(
        isinstance(inner, ast.Name) and inner.id == target.id for inner in ast.walk(node.value)
    )


def _method(owner: ast.expr, name: str) -> ast.expr:
    return ast.Call(ast.Attribute(owner, name, ast.Load()), [], [])


def _with(node: Node, **fields: object) -> Node:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


class _Replace(ast.NodeTransformer):
    def __init__(self, before: ast.AST, after: ast.AST) -> None:
        self._before, self._after = before, after

    def visit(self, node: ast.AST) -> ast.AST:
        """The other node in place of the one."""
        replaced: ast.AST = self._after if node is self._before else self.generic_visit(node)
        return replaced


def _applied(tree: ast.Module, change: _Change) -> str:
    """The whole source with one change; the tree stays as it is."""
    twins: dict[int, ast.AST] = {}
    twin = copy.deepcopy(tree, twins)
    changed = _Replace(twins[id(change.before)], change.after).visit(twin)
    return ast.unparse(ast.fix_missing_locations(changed)) + "\n"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else f"{line[:67]}..."
