import type { babel } from '@stryker-mutator/instrumenter';

/** What the editor shows of a parameter. test/operationTexts and test/plainEnglish look at the words. */
const SHOWN = ['action', 'description', 'displayName', 'hint', 'placeholder', 'subtitle'];

/** Why this part of the code gets no mutants, if it is such a text. */
export function isPanelText({ node }: babel.NodePath): string | undefined {
	return node.type === 'ObjectProperty' &&
		node.key.type === 'Identifier' &&
		SHOWN.includes(node.key.name) &&
		node.value.type === 'StringLiteral'
		? 'the text of a panel'
		: undefined;
}
