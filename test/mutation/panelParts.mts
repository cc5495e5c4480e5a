import type { babel } from '@stryker-mutator/instrumenter';

/** What the editor shows of a parameter. test/operationTexts and test/plainEnglish look at the words. */
const SHOWN = ['action', 'description', 'displayName', 'hint', 'placeholder', 'subtitle'];

/** How and when the editor shows it. */
const HOW = ['displayOptions', 'noDataExpression', 'type', 'typeOptions'];

/** Why this part of the code gets no mutants, if it only matters in a panel. */
export function isPanelPart({ node, parent }: babel.NodePath): string | undefined {
	if (node.type !== 'ObjectProperty') return undefined;
	const key = keyOf(node);
	if (SHOWN.includes(key) && node.value.type === 'StringLiteral') return 'the text of a panel';
	const isParameter =
		parent.type === 'ObjectExpression' &&
		parent.properties.some((property) => keyOf(property) === 'displayName');
	return HOW.includes(key) && isParameter ? 'how a panel shows a parameter' : undefined;
}

const keyOf = (property: babel.NodePath['node']): string =>
	property.type === 'ObjectProperty' && property.key.type === 'Identifier' ? property.key.name : '';
