"""Right programs by the dozen: rewrites that change how a program is written and never what it does.

A suite that fails one of them is too strict. Pure: source in, source out. Each rewrite is small enough to be seen
to be true; together they turn one right program into a differently written one.
"""

import ast
import builtins
from collections.abc import Callable, Iterator

Rewrite = Callable[[ast.Module], ast.Module]

# Methods that torch also has as functions of the tensor, with the same further arguments.
_FUNCTIONS = {"abs", "argmax", "clamp", "exp", "log", "mean", "sqrt", "sum"}
_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip
# Modules and classes: what is called on them is no method of a tensor.
_NO_TENSORS = {"torch", "nn", "F", "np", "math", "random", "self", "super", "functional"}


def rewritten(source: str) -> Iterator[tuple[str, str]]:
    """(name, source) of every rewrite that changes this program, and of all of them one after the other."""
    plain = _unparsed(ast.parse(source))
    everything = plain
    for name, rewrite in REWRITES.items():
        changed = _unparsed(rewrite(ast.parse(source)))
        if changed != plain:
            yield name, changed
        everything = _unparsed(rewrite(ast.parse(everything)))
    if everything != plain:
        yield "everything at once", everything


def _unparsed(tree: ast.Module) -> str:
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


class _LocalNames(ast.NodeTransformer):
    """Local variables under other names; arguments keep theirs, since they may be given by name."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Every name that the function stores, but for its arguments and those of functions in it."""
        inner = [n for n in ast.walk(node) if isinstance(n, ast.FunctionDef | ast.Lambda)]
        arguments = {a.arg for n in inner for a in ast.walk(n.args) if isinstance(a, ast.arg)}
        shared = {name for n in ast.walk(node) if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names}
        stored = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        local = stored - arguments - shared - set(dir(builtins))
        for n in ast.walk(node):
            if isinstance(n, ast.Name) and n.id in local:
                n.id = f"my_{n.id}"
        return node


class _ReturnedVariable(ast.NodeTransformer):
    def visit_Return(self, node: ast.Return) -> list[ast.stmt] | ast.Return:
        """`return f(x)` in two steps."""
        if node.value is None or isinstance(node.value, ast.Name | ast.Constant):
            return node
        return [
            ast.Assign([ast.Name("answer", ast.Store())], node.value),
            ast.Return(ast.Name("answer", ast.Load())),
        ]


class _OtherOrder(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """`a * b` is `b * a`, exactly; and so is `a + b`, unless it joins lists."""
        self.generic_visit(node)
        joins = any(isinstance(n, ast.List | ast.Tuple | ast.JoinedStr | ast.ListComp) for n in (node.left, node.right))
        text = any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in (node.left, node.right))
        calls = any(isinstance(n, ast.Call) for side in (node.left, node.right) for n in ast.walk(side))
        if isinstance(node.op, ast.Mult | ast.Add) and not joins and not text and not calls:
            node.left, node.right = node.right, node.left  # calls may draw random numbers, in an order that counts
        return node


class _OtherBranch(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> ast.AST:
        """`if not c` with the branches exchanged."""
        self.generic_visit(node)
        if node.orelse:
            node.test = ast.UnaryOp(ast.Not(), node.test)
            node.body, node.orelse = node.orelse, node.body
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """The same in one line."""
        self.generic_visit(node)
        node.test = ast.UnaryOp(ast.Not(), node.test)
        node.body, node.orelse = node.orelse, node.body
        return node


class _OtherSide(ast.NodeTransformer):
    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """`a < b` is `b > a`."""
        self.generic_visit(node)
        if len(node.ops) == 1 and type(node.ops[0]) in _MIRRORED:
            node.left, node.comparators = node.comparators[0], [node.left]
            node.ops = [_MIRRORED[type(node.ops[0])]()]
        return node


class _Functions(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`x.sum()` is `torch.sum(x)`."""
        self.generic_visit(node)
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in _FUNCTIONS and _is_tensor(function.value):
            torch_function = ast.Attribute(ast.Name("torch", ast.Load()), function.attr, ast.Load())
            return ast.Call(torch_function, [function.value, *node.args], node.keywords)
        return node


class _Squares(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`x.pow(2)` is `x * x`."""
        self.generic_visit(node)
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr == "pow" and _is_two(node.args):
            twice = isinstance(function.value, ast.Name)
            return (
                ast.BinOp(function.value, ast.Mult(), function.value)
                if twice
                else ast.BinOp(function.value, ast.Pow(), ast.Constant(2))
            )
        return node


class _Halves(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """`x / 2` is `0.5 * x`, exactly."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Div) and _is_two([node.right]):
            return ast.BinOp(ast.Constant(0.5), ast.Mult(), node.left)
        return node


class _Bare(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Neither types nor docstrings."""
        self.generic_visit(node)
        node.returns = None
        for arg in ast.walk(node.args):
            if isinstance(arg, ast.arg):
                arg.annotation = None
        return _without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """The same of a class."""
        self.generic_visit(node)
        return _without_docstring(node)


class _Chatty(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Prints whenever it is called."""
        self.generic_visit(node)
        said = ast.Expr(ast.Call(ast.Name("print", ast.Load()), [ast.Constant(f"{node.name} is called")], []))
        first = 1 if ast.get_docstring(node) else 0
        node.body.insert(first, said)
        return node


class _WhileLoops(ast.NodeTransformer):
    _loops = 0

    def visit_For(self, node: ast.For) -> ast.AST | list[ast.stmt]:
        """`for i in range(n)` as a while loop."""
        self.generic_visit(node)
        loop, call = node.target, node.iter
        is_range = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"
        if not (isinstance(loop, ast.Name) and is_range and isinstance(call, ast.Call) and len(call.args) == 1):
            return node
        if node.orelse or any(isinstance(n, ast.Continue) for n in ast.walk(node)):
            return node
        self._loops += 1
        count, stop = f"count_{self._loops}", f"stop_{self._loops}"
        step = ast.AugAssign(ast.Name(count, ast.Store()), ast.Add(), ast.Constant(1))
        first = ast.Assign([loop], ast.Name(count, ast.Load()))
        test = ast.Compare(ast.Name(count, ast.Load()), [ast.Lt()], [ast.Name(stop, ast.Load())])
        return [
            ast.Assign([ast.Name(count, ast.Store())], ast.Constant(0)),
            ast.Assign([ast.Name(stop, ast.Store())], call.args[0]),
            ast.While(test, [first, step, *node.body], []),
        ]


class _OldSuper(ast.NodeTransformer):
    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """`super(Name, self).__init__()`, as older code has it."""
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "super":
                call.args = [ast.Name(node.name, ast.Load()), ast.Name("self", ast.Load())]
        return node


class _GradMode(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`torch.set_grad_enabled(False)` for `torch.no_grad()`."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "no_grad" and not node.args:
            return ast.Call(ast.Attribute(node.func.value, "set_grad_enabled", ast.Load()), [ast.Constant(False)], [])
        return node


class _Views(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """`x.contiguous().view` for `x.reshape`."""
        self.generic_visit(node)
        if node.attr == "reshape" and _is_tensor(node.value):
            contiguous = ast.Call(ast.Attribute(node.value, "contiguous", ast.Load()), [], [])
            return ast.Attribute(contiguous, "view", ast.Load())
        return node


def _where_all_are_tensors(transformer: type[ast.NodeTransformer]) -> Rewrite:
    """A rewrite of methods, left out where an owner may be an array of numpy, or torch goes by another name."""

    def rewrite(tree: ast.Module) -> ast.Module:
        names = {alias.asname or alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
        arrays = any(isinstance(n, ast.Attribute) and n.attr == "numpy" for n in ast.walk(tree))
        return tree if arrays or "torch" not in names or names & {"numpy", "np"} else _by(transformer)(tree)

    return rewrite


def _wrapped(tree: ast.Module) -> ast.Module:
    """Every function behind another that only passes on what it gets."""
    body: list[ast.stmt] = []
    for node in tree.body:
        body.append(node)
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            inner = f"_{node.name}_itself"
            everything = ast.parse(f"def {node.name}(*args, **kwargs):\n    return {inner}(*args, **kwargs)").body
            node.name = inner
            body += everything
    tree.body = body
    return tree


def _is_tensor(owner: ast.expr) -> bool:
    """Whether a method is called on something that is no module of functions."""
    names = {n.id for n in ast.walk(owner) if isinstance(n, ast.Name)}
    return not (isinstance(owner, ast.Name) and owner.id in _NO_TENSORS) and "np" not in names


def _is_two(values: list[ast.expr]) -> bool:
    return len(values) == 1 and isinstance(values[0], ast.Constant) and values[0].value == 2


def _without_docstring(node: ast.FunctionDef | ast.ClassDef) -> ast.AST:
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:] or [ast.Pass()]
    return node


def _by(transformer: type[ast.NodeTransformer]) -> Rewrite:
    def rewrite(tree: ast.Module) -> ast.Module:
        changed = transformer().visit(tree)
        assert isinstance(changed, ast.Module)
        return changed

    return rewrite


REWRITES: dict[str, Rewrite] = {
    "other names": _by(_LocalNames),
    "returned variable": _by(_ReturnedVariable),
    "other order": _by(_OtherOrder),
    "other branch first": _by(_OtherBranch),
    "mirrored comparisons": _by(_OtherSide),
    "functions for methods": _where_all_are_tensors(_Functions),
    "squares as products": _by(_Squares),
    "halves as products": _by(_Halves),
    "no types": _by(_Bare),
    "chatty": _by(_Chatty),
    "while loops": _by(_WhileLoops),
    "old super": _by(_OldSuper),
    "set_grad_enabled": _by(_GradMode),
    "views": _where_all_are_tensors(_Views),
    "wrapped": _wrapped,
}
